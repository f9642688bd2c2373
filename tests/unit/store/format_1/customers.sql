CREATE TABLE counters (name VARCHAR NOT NULL, next BIGINT NOT NULL);
INSERT INTO counters VALUES ('customer', 4), ('row:orders', 3);
CREATE TABLE customers (
    _customer INTEGER, _key VARCHAR, city VARCHAR, tags VARCHAR[], gender VARCHAR, email_consent BOOLEAN, post_consent BOOLEAN, vip BOOLEAN
);
INSERT INTO customers VALUES
    (1, '001', 'DELFT', ['Vip', 'STRASSE'], 'F', true, NULL, true),
    (2, '002', 'Straße', [], NULL, false, true, false),
    (3, '003', NULL, NULL, 'M', NULL, NULL, NULL);
CREATE TABLE activity_orders__base (_customer INTEGER, _row BIGINT, date TIMESTAMP, date__day DATE, date__hour UTINYINT, product VARCHAR, amount DECIMAL(18, 2));
INSERT INTO activity_orders__base VALUES
    (1, 0, '2019-12-31 23:30:00', '2019-12-31', 23, 'P1', 10.50),
    (1, 1, '2020-02-01 10:00:00', '2020-02-01', 10, 'p2', 3.00),
    (2, 2, '2020-03-01 12:00:00', '2020-03-01', 12, NULL, 99.95);
CREATE TABLE activity_orders__delta (_customer INTEGER, _row BIGINT, date TIMESTAMP, date__day DATE, date__hour UTINYINT, product VARCHAR, amount DECIMAL(18, 2));
CREATE TABLE activity_orders__removed (_row BIGINT);
CREATE TABLE activity_orders__anonymous (_row BIGINT, date TIMESTAMP, date__day DATE, date__hour UTINYINT, product VARCHAR, amount DECIMAL(18, 2));
CREATE VIEW activity_orders AS SELECT * FROM activity_orders__base;
CREATE TABLE lookup_products (product VARCHAR, name VARCHAR, category VARCHAR);
INSERT INTO lookup_products VALUES ('P1', 'Ärmel', 'Clothes'), ('p2', NULL, 'Toys');

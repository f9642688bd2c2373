CREATE TABLE facts (name VARCHAR NOT NULL, value VARCHAR NOT NULL);
INSERT INTO facts VALUES ('format_version', '2');
CREATE TABLE counters (name VARCHAR NOT NULL, next BIGINT NOT NULL);
INSERT INTO counters VALUES ('customer', 3), ('row:orders', 2);
CREATE TABLE customers (_customer INTEGER, _key VARCHAR, city VARCHAR, city__folded VARCHAR, post_consent BOOLEAN);
INSERT INTO customers VALUES (1, '001', 'DELFT', 'delft', true), (2, '002', NULL, NULL, false);
CREATE TABLE activity_orders__base (_customer INTEGER, _row BIGINT, date TIMESTAMP, date__day DATE, date__hour UTINYINT, amount DECIMAL(18, 2));
INSERT INTO activity_orders__base VALUES
    (1, 0, '2019-12-31 23:30:00', '2020-01-01', 0, 10.50),
    (2, 1, '2020-02-01 10:00:00', '2020-02-01', 11, 3.00);
CREATE TABLE activity_orders__delta (_customer INTEGER, _row BIGINT, date TIMESTAMP, date__day DATE, date__hour UTINYINT, amount DECIMAL(18, 2));
CREATE TABLE activity_orders__removed (_row BIGINT);
CREATE TABLE activity_orders__anonymous (_row BIGINT, date TIMESTAMP, date__day DATE, date__hour UTINYINT, amount DECIMAL(18, 2));
CREATE VIEW activity_orders AS SELECT * FROM activity_orders__base;

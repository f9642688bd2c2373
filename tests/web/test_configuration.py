"""How the web app is set: file, environment, and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from doelgroep.errors import UserError
from doelgroep.messages import sentence
from doelgroep_web.configuration import SECRET_FILE, read_configuration, secret_key

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "format_version: 3\nname: Shop\ntimezone: Europe/Amsterdam\n"


def _workspace(folder: Path, web: str = "") -> Path:
    (folder / "doelgroep.yaml").write_text(HEAD + web)
    return folder


def test_without_anything_the_defaults_hold(tmp_path: Path) -> None:
    found = read_configuration(_workspace(tmp_path), {})
    assert (found.host, found.port, found.database, found.is_secure) == ("127.0.0.1", 8000, "", False)


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    folder = _workspace(tmp_path, "web: {port: 8001, refresh_every: 15}\n")
    found = read_configuration(folder, {"DOELGROEP_WEB_PORT": "9000"})
    assert (found.port, found.refresh_every) == (9000, 15)


@pytest.mark.parametrize(
    ("web", "code"),
    [
        ("web: {prot: 80}\n", "web_setting_unknown"),
        ("web: {port: many}\n", "web_setting_wrong"),
        ("web: {development: perhaps}\n", "web_setting_wrong"),
        ("web: {address: example.com}\n", "web_setting_wrong"),
        ("web: {database: mysql://x}\n", "web_setting_wrong"),
        ("web: [1, 2]\n", "web_setting_wrong"),
    ],
)
def test_what_can_not_be_used_is_refused_with_a_sentence(tmp_path: Path, web: str, code: str) -> None:
    with pytest.raises(UserError) as caught:
        read_configuration(_workspace(tmp_path, web), {})
    assert caught.value.code == code
    assert sentence(code, caught.value.params, "nl") != sentence(code, caught.value.params, "en")


def test_a_wrong_address_does_not_tell_its_password(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        read_configuration(_workspace(tmp_path, "web: {mail: 'ftp://me:hunter2@mail.example.com'}\n"), {})
    assert "hunter2" not in str(caught.value)


def test_https_makes_cookies_secure_and_names_the_host(tmp_path: Path) -> None:
    found = read_configuration(_workspace(tmp_path, "web: {address: 'https://segments.example.com'}\n"), {})
    assert found.is_secure
    assert "segments.example.com" in found.hosts


def test_the_secret_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DOELGROEP_WEB_SECRET_KEY", raising=False)
    folder = _workspace(tmp_path)
    first = secret_key(folder)
    assert secret_key(folder) == first
    assert len(first) >= 50
    assert (folder / SECRET_FILE).stat().st_mode & 0o777 == 0o600


def test_a_folder_that_is_no_workspace_gets_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DOELGROEP_WEB_SECRET_KEY", raising=False)
    assert secret_key(tmp_path) != secret_key(tmp_path)
    assert list(tmp_path.iterdir()) == []

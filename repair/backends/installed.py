"""Where LanguageTool lies on this machine, which Java runs it, and how it is fetched.

It is laid out as language-tool-python looks for it (`LTP_PATH`), so that other programs can use the same copy.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

from repair.engine.find import shorten
from repair.problem import Problem

VERSION = "6.8"
LEAST_JAVA = 17
_COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies"
_JAR = "languagetool-server.jar"
_SPELLINGS = "org/languagetool/resource/en/hunspell/spelling.txt"

# All languages together take 250 MB; English alone does not start, for the language detector asks for the classes of
# three others, though not for their dictionaries.
_POM = """\
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>local</groupId><artifactId>languagetool-english</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.languagetool</groupId><artifactId>languagetool-server</artifactId><version>{version}</version>
      <exclusions><exclusion><groupId>org.languagetool</groupId><artifactId>language-all</artifactId></exclusion></exclusions></dependency>
    <dependency><groupId>org.languagetool</groupId><artifactId>language-en</artifactId><version>{version}</version></dependency>
{others}
  </dependencies>
</project>
"""
_OTHER = """\
    <dependency><groupId>org.languagetool</groupId><artifactId>language-{code}</artifactId><version>{version}</version>
      <exclusions><exclusion><groupId>*</groupId><artifactId>*</artifactId></exclusion></exclusions></dependency>"""
_LOGBACK = """\
<configuration><statusListener class="ch.qos.logback.core.status.NopStatusListener"/>
<appender name="e" class="ch.qos.logback.core.ConsoleAppender"><target>System.err</target>
<encoder><pattern>%p %m%n</pattern></encoder></appender>
<root level="WARN"><appender-ref ref="e"/></root></configuration>
"""


def home() -> Path:
    """The folder that `install` fills."""
    base = os.environ.get("XDG_DATA_HOME") or os.path.join(os.path.expanduser("~"), ".local", "share")
    return Path(base, "article-repair", "languagetool")


def jar() -> Path:
    """The server's jar: in the folder that language-tool-python is told by `LTP_PATH`, else in our own. Raises `Problem`."""
    folders = [Path(os.environ["LTP_PATH"])] if os.environ.get("LTP_PATH") else []
    for folder in [*folders, home()]:
        if server_jar(folder).is_file():
            return server_jar(folder)
    raise Problem(f"LanguageTool {VERSION} is not installed; `repair languagetool install` fetches it")


def server_jar(folder: Path) -> Path:
    """Where the server's jar stands when LanguageTool was installed in this folder."""
    return folder / f"LanguageTool-{VERSION}" / _JAR


def java() -> str:
    """The Java that is new enough. Raises `Problem`."""
    own = os.path.join(os.environ.get("JAVA_HOME", ""), "bin", "java")
    program = own if os.environ.get("JAVA_HOME") and os.access(own, os.X_OK) else shutil.which("java")
    if program is None:
        raise Problem(
            f"LanguageTool needs Java {LEAST_JAVA} or later, and there is no java (on Debian: apt install openjdk-17-jre-headless)"
        )
    try:
        said = subprocess.run([program, "-version"], capture_output=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Problem(f"{program} cannot be run: {error}") from None
    version = re.search(rb'version "(\d+)', said.stderr + said.stdout)
    if version is None or int(version[1]) < LEAST_JAVA:
        which = f"is Java {version[1].decode()}" if version else "does not say its version"
        raise Problem(f"LanguageTool needs Java {LEAST_JAVA} or later; {program} {which}")
    return program


def install(folder: Path | None = None) -> tuple[Path, bool]:
    """The folder with LanguageTool, and whether it had to be fetched (from Maven Central). Raises `Problem`."""
    folder = folder or home()
    place = folder / f"LanguageTool-{VERSION}"
    if (place / _JAR).is_file():
        return place, False
    maven = shutil.which("mvn")
    if maven is None:
        raise Problem("LanguageTool is fetched by Maven, and there is no mvn (on Debian: apt install maven)")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".fetch-") as work:
            made = Path(work, place.name)
            _fetch(maven, Path(work), made)
            _lay_out(made)
            made.chmod(0o755)
            try:
                made.rename(place)
            except OSError:
                if not (place / _JAR).is_file():  # somebody else was quicker
                    raise
    except OSError as error:
        raise Problem(f"{error.filename or folder} cannot be written: {error.strerror or error}") from None
    return place, True


def _fetch(maven: str, work: Path, made: Path) -> None:
    pom = work / "pom.xml"
    others = "\n".join(_OTHER.format(code=code, version=VERSION) for code in ("es", "ca", "pt"))
    pom.write_text(_POM.format(version=VERSION, others=others), encoding="utf-8")
    call = [maven, "-q", "-B", "-C", "-f", str(pom), _COPY, "-DincludeScope=runtime", f"-DoutputDirectory={made / 'libs'}"]
    done = subprocess.run(call, capture_output=True, encoding="utf-8", errors="replace", stdin=subprocess.DEVNULL, check=False)
    if done.returncode:
        error = re.search(r"\[ERROR\] (\S.*?)(?: -> \[Help \d\])?$", done.stdout + done.stderr, re.MULTILINE)
        told = shorten(error[1], 240) if error else f"it exited with {done.returncode}"
        raise Problem(f"mvn could not fetch LanguageTool {VERSION}: {told}")


def _lay_out(made: Path) -> None:
    """Beside libs/ the jar that language-tool-python starts: nothing but a manifest that names all others."""
    jars = sorted((made / "libs").glob("*.jar"), key=lambda one: (not one.name.startswith("languagetool-server"), one.name))
    # "./" comes first, so that the files beside the jar win over the ones packed in libs/
    line = "Class-Path: ./ " + " ".join(f"libs/{one.name}" for one in jars)
    wrapped = line[:70] + "".join(f"\r\n {line[at : at + 69]}" for at in range(70, len(line), 69))  # 72 bytes a line is the most
    with zipfile.ZipFile(next((made / "libs").glob("language-en-*.jar"))) as english:
        english.extract(_SPELLINGS, made)  # language-tool-python adds words to it, and cannot write inside a jar
    (made / "logback.xml").write_text(_LOGBACK, encoding="utf-8")
    with zipfile.ZipFile(made / _JAR, "w") as manifest:
        head = "Manifest-Version: 1.0\r\nMain-Class: org.languagetool.server.HTTPServer\r\n"
        manifest.writestr("META-INF/MANIFEST.MF", f"{head}{wrapped}\r\n\r\n")

"""The digits of a check, spoken by flite; where there is sox, it alters the voice a little and puts noise behind it."""

import logging
import subprocess
import wave
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.cache import cache

from comments.check.challenges import dice

VOICES = ("slt", "rms")
SECONDS_FOR_A_PROGRAM = 5
KEPT_SECONDS = 120
logger = logging.getLogger(__name__)


class NoSound(Exception):
    """It could not be made; why is in the log."""


def can_speak() -> bool:
    return bool(settings.CAPTCHA_FLITE_PATH)


def sound_of(key: str, digits: str) -> bytes:
    """WAV. The same bytes for a while, since browsers fetch a sound in pieces."""
    name = f"check-sound:{key}"
    sound = cache.get(name)
    if sound is None:
        sound = speak(digits)
        cache.set(name, sound, KEPT_SECONDS)
    return sound


def speak(digits: str) -> bytes:
    with TemporaryDirectory(prefix="check-") as folder:
        speech = Path(folder) / "speech.wav"
        try:
            stretch = ("--setf", "duration_stretch=1.4")
            run(
                settings.CAPTCHA_FLITE_PATH,
                "-voice",
                dice.choice(VOICES),
                *stretch,
                "-t",
                ". ".join(digits),
                "-o",
                speech,
            )
            return (disguise(speech) if settings.CAPTCHA_SOX_PATH else speech).read_bytes()
        except (OSError, EOFError, wave.Error, subprocess.SubprocessError) as error:
            logger.exception("A security check could not be spoken")
            raise NoSound from error


def disguise(speech: Path) -> Path:
    with wave.open(str(speech)) as file:
        rate, seconds = file.getframerate(), file.getnframes() / file.getframerate()
    voice, noise, mixed = (speech.with_name(name) for name in ("voice.wav", "noise.wav", "mixed.wav"))
    sox = settings.CAPTCHA_SOX_PATH
    pitch, tempo = dice.randint(-150, 150), dice.uniform(0.9, 1.05)
    run(sox, speech, voice, "pad", "0.3", "0.3", "pitch", pitch, "tempo", "-s", f"{tempo:.2f}")
    synth = ("synth", f"{seconds / tempo + 0.6:.2f}", dice.choice(("brownnoise", "pinknoise")), "gain", "-22")
    run(sox, "-r", rate, "-c", 1, "-b", 16, "-n", noise, *synth)
    run(sox, "-m", voice, noise, "-b", 16, mixed, "norm", "-2")
    return mixed


def run(*command) -> None:
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run([str(part) for part in command], check=True, timeout=SECONDS_FOR_A_PROGRAM, **quiet)

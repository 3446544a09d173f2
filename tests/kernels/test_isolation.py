"""Nothing of a kernel is in the next one, and each has what an ordinary kernel has."""

import pytest

MEDDLING = """
import builtins, locale, logging, os, random, sys, warnings
import matplotlib, numpy, pandas
pandas.set_option("display.max_rows", 7)
matplotlib.rcParams["font.size"] = 3.5
pandas.DataFrame.head = lambda self: "changed"
sys.modules["workbench"].a_global = builtins.a_builtin = a_name = 1
warnings.simplefilter("error")
logging.getLogger().setLevel(1)
os.environ["MEDDLED"] = "1"
sys.path.insert(0, "/meddled")
os.umask(0o077)
file = open("left_open.txt", "w")
_ = random.seed(1), numpy.random.seed(1)
"""
STATE = """
import builtins, json, logging, os, random, signal, sys, warnings
before = sorted(os.listdir("/proc/self/fd"))
import matplotlib, numpy, pandas
import workbench
def named(fd):
    try:
        return os.readlink(f"/proc/self/fd/{fd}")
    except OSError:
        return ""
umask = os.umask(0)
os.umask(umask)
print(json.dumps({
    "pandas option": pandas.get_option("display.max_rows"),
    "rcParams": matplotlib.rcParams["font.size"],
    "monkeypatch": isinstance(pandas.DataFrame({"a": [1]}).head(), str),
    "globals": [hasattr(builtins, "a_builtin"), hasattr(workbench, "a_global"), "a_name" in dir()],
    "warnings": sum(one[0] == "error" for one in warnings.filters),
    "logging": logging.getLogger().level,
    "environment": "MEDDLED" in os.environ,
    "umask": umask,
    "open files": [name for name in map(named, before) if name.startswith("/") and
                   not name.startswith("/dev/")],
    "path": [one.replace(os.getcwd(), "here") for one in sys.path],
    "argv": sys.argv[0].rpartition("/")[2],
    "backend": matplotlib.get_backend(),
    "hash seed": [hash("a"), os.environ["PYTHONHASHSEED"]],
    "threads of BLAS": os.environ["OPENBLAS_NUM_THREADS"],
    "signals": [str(signal.getsignal(one)) for one in (2, 15, 17)],
    "session": [os.getsid(0) == os.getpid(), os.getpgid(0) == os.getpid()],
    "folder": os.getcwd().rpartition("/")[2][:6],
    "random": [random.random(), numpy.random.random()],
    "standard input": os.readlink("/proc/self/fd/0"),
}))
"""
STATES = ["pandas option", "rcParams", "monkeypatch", "globals", "warnings", "logging"]
STATES += ["environment", "umask", "open files", "path", "argv", "backend", "hash seed"]
STATES += ["threads of BLAS", "signals", "session", "folder"]


@pytest.fixture(scope="module")
def states(ran):
    """State of an ordinary kernel, and of two forked ones after a third that changed all."""
    ran(MEDDLING)
    return {"ordinary": ran(STATE, server=""), "next": ran(STATE), "another": ran(STATE)}


@pytest.mark.parametrize("name", STATES)
def test_a_forked_kernel_has_nothing_of_the_one_before_and_all_of_an_ordinary_one(states, name):
    assert states["next"][name] == states["ordinary"][name]


def test_each_kernel_has_random_numbers_of_its_own(states):
    ((a, b), (c, d)) = states["next"]["random"], states["another"]["random"]
    assert a != c
    assert b != d
    assert states["next"]["standard input"] == "/dev/null"

from io import StringIO

from bench.webtasks.recorder import Recorder
from errands.contracts.action import Click, Key, Press
from errands.contracts.ids import ElementId
from errands.contracts.observation import Observation
from learning.focus.pointed import Pointed

PAGE = Observation(revision=1, url="http://a.test/", host="a.test", title="A", sections=())


def test_steps_are_written_down_once_their_episode_has_succeeded() -> None:
    file = StringIO()
    recorder = Recorder(file, "order", 1)
    recorder.note(PAGE, "Order a mug", Click(element=ElementId(3)))
    recorder.note(PAGE, "Order a mug", Press(key=Key.ENTER))
    assert file.getvalue() == ""
    recorder.keep()
    (line,) = file.getvalue().splitlines()
    assert Pointed.model_validate_json(line).target == 3

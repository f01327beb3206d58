"""Small Moodle XML files for tests; what is in them is ours."""

CHOICE = """\
<question type="multichoice"><name><text>Slip</text></name>
<questiontext format="html"><text>
<![CDATA[<p>The vendor slips. What comes <b>first</b>?</p>]]></text></questiontext>
<generalfeedback format="html"><text>Facts first.</text></generalfeedback>
<defaultgrade>1</defaultgrade><single>true</single>
<answer fraction="0" format="html"><text>Tell everybody</text>
<feedback format="html"><text>Of what?</text></feedback></answer>
<answer fraction="100" format="html"><text>Work out the effect</text>
<feedback format="html"><text>Later options need it.</text></feedback></answer>
<answer fraction="0" format="html"><text>Work at night</text>
<feedback format="html"><text></text></feedback></answer>
</question>
"""
ESSAY = """\
<question type="essay"><name><text>Your story</text></name>
<questiontext format="html"><text>Tell it.</text></questiontext></question>
"""


def moodle(*questions: str) -> bytes:
    """A file with these questions."""
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n'
    return (head + "\n".join(questions) + "</quiz>\n").encode()

"""Every rule of the authors' language in one place: code, title, what it means, how to mend it."""

from dataclasses import dataclass

from tpmlearn.domain.content.catalogue import Problem, Severity


@dataclass(frozen=True)
class Rule:
    """One thing that can be wrong. `says` and `mend` are templates for `str.format`."""

    code: str
    title: str
    explanation: str
    says: str
    mend: str

    @property
    def severity(self) -> Severity:
        """An error keeps content out; the codes of warnings start with W."""
        return Severity.WARNING if self.code.startswith("W") else Severity.ERROR


_FILES = (
    Rule(
        "E001",
        "Not UTF-8",
        "Content files are text in UTF-8; any other encoding is not read.",
        "the file is not UTF-8: byte {byte} in this line cannot be read",
        "Save it again as UTF-8.",
    ),
    Rule(
        "E002",
        "File too large",
        "A content file has at most 1 MB, so that one file cannot hold up the site.",
        "the file has {size} bytes, more than {limit}",
        "Split it, or leave out what is not text.",
    ),
    Rule(
        "E003",
        "Link out of the folder",
        "Symbolic links may not lead out of the content folder.",
        "this is a symbolic link that leaves the content folder",
        "Put the file itself here.",
    ),
    Rule(
        "E004",
        "Control character",
        "Text holds no control characters but tab and line end.",
        "the character U+{number:04X} is not text",
        "Delete it.",
    ),
    Rule(
        "E005",
        "File missing",
        "A file that the content cannot do without is not there.",
        "{name} is missing",
        "Add the file.",
    ),
    Rule(
        "E006",
        "Folder name",
        "A module's folder is called nn-slug, with its place in learning order first.",
        "the folder name ‘{name}’ does not say the module's number and slug",
        "Call it like 16-estimate-in-ranges.",
    ),
    Rule(
        "E007",
        "Cannot be opened",
        "The operating system refuses to open the file.",
        "the file cannot be opened: {reason}",
        "Check its permissions.",
    ),
    Rule(
        "E008",
        "Reader stumbled",
        "The file made a parser fail; the log has the details.",
        "the file cannot be read because of an unexpected {error}",
        "Undo your last change to it, and report this.",
    ),
)

_YAML = (
    Rule(
        "E010",
        "No front matter",
        "Lessons, quizzes and assignments begin with YAML between two lines of three hyphens.",
        "the file does not begin with front matter",
        "Begin it with a line ‘---’, the fields, and a line ‘---’.",
    ),
    Rule(
        "E011",
        "Front matter not closed",
        "The second line of three hyphens ends the front matter.",
        "the front matter is not closed",
        "Add a line ‘---’ after its last field.",
    ),
    Rule(
        "E012",
        "YAML does not parse",
        "The YAML cannot be read at this place.",
        "the YAML cannot be read here: {reason}",
        "Check indentation, quotes and brackets; quote a text that holds a colon.",
    ),
    Rule(
        "E013",
        "Anchor or alias",
        "YAML anchors (&) and aliases (*) are refused: they can grow without limit.",
        "anchors and aliases are not allowed",
        "Write the value out, or quote a text that begins with & or *.",
    ),
    Rule(
        "E014",
        "Nested too deep",
        "YAML may be nested 12 levels deep at most.",
        "the YAML is nested deeper than {limit} levels",
        "Flatten it.",
    ),
    Rule(
        "E015",
        "YAML too large",
        "Front matter and YAML files have at most 256 kB.",
        "the YAML has {size} bytes, more than {limit}",
        "Split it.",
    ),
    Rule(
        "E016",
        "Key twice",
        "A key may stand once in a mapping; a second one would silently win.",
        "the key ‘{key}’ stands here a second time",
        "Keep one of the two.",
    ),
    Rule(
        "E017",
        "YAML tag",
        "YAML tags (!) are refused.",
        "tags such as ‘{tag}’ are not allowed",
        "Leave the tag out, or quote a text that begins with !.",
    ),
    Rule(
        "E020",
        "Field missing",
        "A required field is not there.",
        "the field ‘{key}’ is missing",
        "Add it.",
    ),
    Rule(
        "E021",
        "Field unknown",
        "A field that the format does not have is refused, because it is mostly a typing slip.",
        "the field ‘{key}’ is not known here",
        "Known are: {known}.",
    ),
    Rule(
        "E022",
        "Wrong kind of value",
        "A field holds another kind of value than the format asks for.",
        "‘{key}’ is {found}, not {wanted}",
        "Write {wanted}{hint}.",
    ),
    Rule(
        "E023",
        "Number out of range",
        "A number lies outside what makes sense for its field.",
        "‘{key}’ is {value}, outside {low} to {high}",
        "Give a number in that range.",
    ),
    Rule(
        "E025",
        "Text empty or too long",
        "A text is empty, or longer than the page has room for.",
        "‘{key}’ has {length} characters; it needs 1 to {limit}",
        "Write it in that length.",
    ),
    Rule(
        "E026",
        "Value twice in a list",
        "A list names the same thing twice.",
        "‘{value}’ stands twice in ‘{key}’",
        "Keep one.",
    ),
    Rule(
        "E027",
        "List length",
        "A list has more or fewer entries than the format asks for.",
        "‘{key}’ has {length} entries; it needs {wanted}",
        "Add or remove entries.",
    ),
    Rule(
        "E028",
        "Code or slug malformed",
        "Slugs are lower-case words joined by hyphens; codes have their own fixed form.",
        "‘{value}’ is no {what}",
        "Write it like {example}.",
    ),
    Rule(
        "E029",
        "Web address",
        "An address in front matter begins with https:// or http://.",
        "‘{value}’ is not a web address",
        "Give the whole address, from https:// on.",
    ),
)

_TEXT = (
    Rule(
        "E031",
        "Heading of the wrong level",
        "The page has its title from the front matter; sections begin with ## and ### follows ##.",
        "a heading of level {level} cannot stand here",
        "Use ## for a section and ### inside one.",
    ),
    Rule(
        "E032",
        "Heading inside a block",
        "Headings stand at the left edge, not in quotes, lists or hidden answers.",
        "this heading stands inside a {inside}",
        "Make it bold text, or move it out.",
    ),
    Rule(
        "E033",
        "Raw HTML",
        "HTML tags are not part of the format and are shown as text.",
        "HTML is not allowed: {found}",
        "Write Markdown, or put the text between backticks.",
    ),
    Rule(
        "E034",
        "Link target",
        "Links lead to https:// or http:// addresses, to pages of this site (/…) or anchors (#…).",
        "the link target ‘{target}’ is not allowed",
        "Link a lesson as [[slug]], an assignment as [text](assignment:slug).",
    ),
    Rule(
        "E035",
        "Bracket link malformed",
        "A link in double brackets must be closed; inside a table its bar needs a backslash.",
        "the link that begins with [[ here is not complete",
        "Write [[slug]], [[slug|text]] or [[glossary:slug|text]]; in a table \\| for |.",
    ),
    Rule(
        "E036",
        "Image is no figure",
        "Images are SVG files in the module's own folder.",
        "‘{target}’ is not an SVG file of this folder",
        "Save the figure as an SVG beside the text and name it without a path.",
    ),
    Rule(
        "E037",
        "Figure without alternative text",
        "Who cannot see a figure reads its alternative text.",
        "the figure ‘{target}’ has no alternative text",
        "Say between the square brackets what it shows.",
    ),
    Rule(
        "E038",
        "Figure inside a line",
        "A figure stands alone in its paragraph.",
        "the figure ‘{target}’ shares its paragraph with text",
        "Put an empty line before and after it.",
    ),
    Rule(
        "E039",
        "Two readings",
        "Markdown readers disagree about the structure here; text must read alike in all.",
        "from here on the text is read in two ways: as {one} or as {other}",
        "Put empty lines around lists, tables and fences, and indent what is nested by 4 spaces.",
    ),
    Rule(
        "E040",
        "Footnote without text",
        "Every footnote mark needs its definition in the same file.",
        "the footnote ‘{label}’ has no definition",
        "Add a line ‘[^{label}]: …’ at the end.",
    ),
    Rule(
        "E041",
        "Hidden block",
        "The only hidden block is the model answer.",
        "‘{found}’ is not a hidden answer",
        'Begin it with: ??? answer "Model answer".',
    ),
    Rule(
        "E042",
        "Lesson without sections",
        "A lesson is divided into sections by ## headings.",
        "the lesson has no section",
        "Give it ## headings.",
    ),
    Rule(
        "E043",
        "Footnote out of place",
        "Footnotes belong to lessons; an item is shown alone.",
        "footnotes are not possible here",
        "Say it in the text.",
    ),
    Rule(
        "E044",
        "Code fence not closed",
        "A code fence ends with as many backticks as it began with.",
        "the fence that begins here is never closed",
        "Add its last line.",
    ),
    Rule(
        "E045",
        "Heading twice",
        "Two sections of a lesson have the same heading.",
        "the section ‘{title}’ exists already in line {first}",
        "Give them different headings.",
    ),
    Rule(
        "E046",
        "Callout unknown",
        "Callouts are [!NOTE], [!TIP] and [!WARNING].",
        "the callout ‘{found}’ is not known",
        "Use NOTE, TIP or WARNING.",
    ),
    Rule(
        "E047",
        "Paragraph too dense",
        "A paragraph has at most 10,000 characters and 200 opening brackets, so that no text can "
        "hold up the site.",
        "this paragraph has {characters} characters and {brackets} opening brackets",
        "Divide it.",
    ),
    Rule(
        "E048",
        "Nested too deep",
        "Lists and quotes may stand in one another six levels deep.",
        "this block is nested more than {limit} levels deep",
        "Flatten it.",
    ),
    Rule(
        "E049",
        "Markdown file too long",
        "A Markdown file has at most 200,000 characters and 4,000 lines; a longer one is not read.",
        "the file has {characters} characters in {lines} lines; {limits} are the most",
        "Divide it into several files.",
    ),
    Rule(
        "E140",
        "Hidden answer is empty",
        "A hidden answer is what stands indented by four spaces below its first line.",
        "nothing stands in this hidden answer",
        "Indent each line of the answer by four spaces.",
    ),
    Rule(
        "E141",
        "Fence unknown",
        "A fence that is called nearly like a figure, quiz, math or vars would be shown as code.",
        "the fence ‘{found}’ is not known",
        "Did you mean ‘{near}’? Write just that.",
    ),
    Rule(
        "E142",
        "Text beside a callout's mark",
        "What stands in the line of [!NOTE], [!TIP] or [!WARNING] would become a title.",
        "‘{found}’ stands in the line of the callout's mark",
        "Begin the callout's text in the next line, after >.",
    ),
)

_ITEMS = (
    Rule(
        "E050",
        "Text before the first item",
        "After the front matter a quiz begins with the first item's ## heading.",
        "this text belongs to no item",
        "Move it below a heading.",
    ),
    Rule(
        "E051",
        "Item without id",
        "Each item's heading ends with {#id …}, so that answers can be kept for ever.",
        "the item has no id",
        "End its heading with {{#a-unique-id kind=… difficulty=…}}.",
    ),
    Rule(
        "E052",
        "Id malformed",
        "An id is made of lower-case letters, digits and hyphens, 3 to 60 in all.",
        "the id ‘{value}’ cannot be used",
        "Write it like m16-sum-of-tasks.",
    ),
    Rule(
        "E053",
        "Attribute malformed or unknown",
        'Attributes are written key=value or key="several values".',
        "‘{found}’ is not an attribute here",
        "Known are: {known}.",
    ),
    Rule(
        "E054",
        "Attribute missing",
        "Every item has a kind, a difficulty, a skill, an approach and a source.",
        "the item has no {key}",
        "Add {key}=… to the heading or ‘{key}:’ to the front matter.",
    ),
    Rule(
        "E055",
        "Attribute value",
        "An attribute has a value that the format does not know.",
        "{key}={value} is not possible",
        "Use {known}.",
    ),
    Rule(
        "E056",
        "No question",
        "Between heading and options stands what the learner reads.",
        "the item has no stem",
        "Write the situation and the question.",
    ),
    Rule(
        "E057",
        "No answers",
        "An item needs rows to answer it: options ‘- [ ]’, steps ‘1.’, pairs ‘::’, a number ‘- =’.",
        "the item has no options and no other answer",
        "Add the list after the question.",
    ),
    Rule(
        "E058",
        "Option marker",
        "Each option begins with ‘- [ ]’ or ‘- [x]’.",
        "this row does not begin with [ ] or [x]",
        "Write ‘- [ ] text’ for a wrong option, ‘- [x] text’ for a right one.",
    ),
    Rule(
        "E059",
        "Option is not one line of text",
        "An option is one paragraph with at most bold, italic and code: it becomes a label.",
        "the option holds {found}",
        "Leave plain text, and move the rest to the question or the reason.",
    ),
    Rule(
        "E060",
        "No reason",
        "Every option, step, pair and number says below it, in a quote, why it is right or wrong.",
        "there is no reason below this row",
        "Add ‘> …’ on the next line, indented by two spaces under ‘-’ and by three under ‘1.’.",
    ),
    Rule(
        "E061",
        "Reason not indented",
        "The quote with the reason is indented by two spaces under a hyphen, by three under 1.",
        "the reason is not indented, so it ends the list",
        "Put {indent} spaces before >.",
    ),
    Rule(
        "E062",
        "No key",
        "An item without a right option cannot be answered.",
        "no option is marked as right",
        "Mark it with [x].",
    ),
    Rule(
        "E063",
        "Number of keys",
        "A question with several right options says how many; one with a single key does not.",
        "{keys} options are right, but the question asks for {asked}",
        "Write ‘Choose {words}.’ at the end of the question, or mend the marks.",
    ),
    Rule(
        "E064",
        "Everything is right",
        "When all options are right there is nothing to decide.",
        "all options are marked as right",
        "Add wrong ones.",
    ),
    Rule(
        "E065",
        "Trap missing",
        "Each wrong option of a situation names the misconception behind it.",
        "this wrong option names no trap",
        "End its line with {{trap=slug}}.",
    ),
    Rule(
        "E066",
        "Trap on the key",
        "A right option cannot be a trap.",
        "the right option names the trap ‘{trap}’",
        "Remove it, or mend the marks.",
    ),
    Rule(
        "E067",
        "Number malformed",
        "A number key is written value ± tolerance unit, with a decimal point.",
        "‘{found}’ cannot be read as a number",
        "Write it like ‘- = 7.0 ± 0.05 days’.",
    ),
    Rule(
        "E068",
        "Text out of place",
        "After the options only one quote may follow: the explanation.",
        "this {block} is neither an option nor the explanation",
        "Move it above the options or into the explanation.",
    ),
    Rule(
        "E069",
        "Two options",
        "An item with two options is ‘True’ or ‘False’.",
        "there are two options, but they are not True and False",
        "Call them True and False, or add a third.",
    ),
    Rule(
        "E070",
        "Options alike",
        "Two options say the same, or one contains the other.",
        "this option repeats or contains the option in line {first}",
        "Make them exclude each other.",
    ),
    Rule(
        "E071",
        "All or none of the above",
        "Such options test reading, not judgement, and options are not always shown in this order.",
        "‘{found}’ cannot be an option",
        "Write an option that stands for itself.",
    ),
    Rule(
        "E072",
        "Number of options",
        "A choice has two to eight options, an order or a match three to eight rows, a number one.",
        "there are {count} rows; the format allows {wanted}",
        "Add or remove rows.",
    ),
    Rule(
        "E073",
        "Type does not fit",
        "The attribute type contradicts what is written.",
        "the item says type={said} but is written as {found}",
        "Leave the attribute out, or mend the rows.",
    ),
    Rule(
        "E074",
        "Attribute in the wrong place",
        "An attribute in the front matter is the default of all items; an id cannot be one.",
        "‘{key}’ cannot be a default",
        "Put it into the heading.",
    ),
    Rule(
        "E075",
        "Numbers of an order",
        "The steps of an order stand in the right order, numbered 1, 2, 3 or all 1.",
        "the steps are numbered {found}",
        "Put them into the right order and number them 1, 2, 3.",
    ),
    Rule(
        "E076",
        "Pair malformed",
        "A row of a match is ‘- left :: right’; one that belongs to nothing is ‘- :: right’.",
        "‘{found}’ is not a pair",
        "Write it like ‘- Risk :: may happen’, with blanks around ::.",
    ),
    Rule(
        "E077",
        "Gap",
        "Each gap stands once in the text and has its values under a line ‘Gap 1:’; both count up.",
        "{found}",
        "Write {{{{1}}}} in the sentence, and below it ‘Gap 1:’ and its list.",
    ),
    Rule(
        "E078",
        "Key of a gap",
        "Each gap has exactly one right value.",
        "gap {gap} has {keys} right values",
        "Mark one with [x].",
    ),
    Rule(
        "E079",
        "Region",
        "Each option of a hotspot names a region of its own, and the question shows one figure.",
        "{found}",
        "Write {{region=an-id}} after each option, with the ids of the figure.",
    ),
)

_REFERENCES = (
    Rule(
        "E080",
        "Skill unknown",
        "Skills are those of framework.yml.",
        "the skill ‘{target}’ is not in framework.yml",
        "{hint}",
    ),
    Rule(
        "E081",
        "Module unknown",
        "A lesson is named by its folder.",
        "there is no module ‘{target}’",
        "{hint}",
    ),
    Rule(
        "E082",
        "Trap unknown",
        "Traps are those of traps.yml.",
        "the trap ‘{target}’ is not in traps.yml",
        "{hint}",
    ),
    Rule(
        "E083",
        "Term unknown",
        "Terms are those of glossary.yml.",
        "the term ‘{target}’ is not in glossary.yml",
        "{hint}",
    ),
    Rule(
        "E084",
        "Source unknown",
        "An item's source is a key of the file's own sources.",
        "the source ‘{target}’ is not in this file's sources",
        "{hint}",
    ),
    Rule(
        "E085",
        "Assignment unknown",
        "Assignments are named by their file, without .md.",
        "there is no assignment ‘{target}’",
        "{hint}",
    ),
    Rule(
        "E086",
        "Exam task unknown",
        "Tasks are written outline:code, as in pmp-2026:PR8 or prince2-7:PL.",
        "the exam task ‘{target}’ is not known",
        "{hint}",
    ),
    Rule(
        "E087",
        "Circle of prerequisites",
        "No module may in the end require itself.",
        "the prerequisites run in a circle: {circle}",
        "Remove one link of it.",
    ),
    Rule(
        "E088",
        "Prerequisite comes later",
        "A module requires only modules with a lower number.",
        "‘{target}’ comes later in learning order",
        "Renumber a folder, or remove it from requires.",
    ),
    Rule(
        "E089",
        "Id twice",
        "An item's id is unique over all files.",
        "the id ‘{target}’ is already used in {first}",
        "Give this item another id.",
    ),
    Rule(
        "E090",
        "Slug, code or number twice",
        "What names a thing is unique.",
        "{what} ‘{target}’ is already used in {first}",
        "Give this one another.",
    ),
    Rule(
        "E091",
        "Same question twice",
        "Two items ask word for word the same.",
        "the stem is the same as that of {first}",
        "Remove one, or ask something else.",
    ),
    Rule(
        "E092",
        "Stage unknown",
        "Stages are those of framework.yml.",
        "the stage {target} is not in framework.yml",
        "{hint}",
    ),
    Rule(
        "E093",
        "Role without skill",
        "A role names a level and a weight for every skill of the framework.",
        "the role says nothing about {target}",
        "Add ‘{target}: {{level: …, weight: …}}’.",
    ),
    Rule(
        "E094",
        "Figure missing",
        "The figure that the text shows is not in the folder.",
        "there is no file ‘{target}’ beside this text",
        "Add it, or mend the name.",
    ),
    Rule(
        "E095",
        "Role unknown",
        "Roles are the files in roles/, without .yml.",
        "there is no role ‘{target}’",
        "{hint}",
    ),
    Rule(
        "E096",
        "Region unknown",
        "A region is the id of an element in the question's figure.",
        "no element of the figure has the id ‘{target}’",
        "{hint}",
    ),
    Rule(
        "E097",
        "Variable",
        "A vars fence has a line ‘name: low..high’ for each variable, and the question shows each.",
        "{found}",
        "Write a line like ‘days: 2..9’ in the fence, and {{{{days}}}} in the question.",
    ),
    Rule(
        "E098",
        "Expression",
        "A generated number is ‘- = expression ± tolerance unit’, which has a value for each draw.",
        "‘{found}’ cannot be the key: {reason}",
        "Write it like ‘- = (low + 4 * likely + high) / 6 ± 0.05 days’.",
    ),
    Rule(
        "E099",
        "Number out of place",
        "Numbers belong to the practice pool; a generated one needs an attempt to be drawn for.",
        "{what} cannot stand {where}",
        "Ask it in a module's quiz.",
    ),
)

_POOLS = (
    Rule(
        "E130",
        "Case without story",
        "A case is one story with the items that share it.",
        "nothing stands before the first item",
        "Tell the story there, or move the items to a bank.",
    ),
    Rule(
        "E131",
        "Group of an exam item",
        "Each item of an exam counts for one group of its blueprint's draw, where that has groups.",
        "the group ‘{target}’ is not one of: {known}",
        "Write group=… in the heading or as the file's default.",
    ),
    Rule(
        "E132",
        "Fact unknown",
        "Facts that age are those of facts.yml.",
        "there is no fact ‘{target}’",
        "{hint}",
    ),
    Rule(
        "E133",
        "Template unknown",
        "A template lies in the folder templates/ of the module that links it.",
        "there is no template ‘{target}’ in this module",
        "{hint}",
    ),
    Rule(
        "E134",
        "Sums of a blueprint",
        "The sections have all questions, the domains all questions, the groups all marks.",
        "the parts of ‘{key}’ add up to {found}, the exam has {wanted} {what}",
        "Make them agree.",
    ),
    Rule(
        "E135",
        "Template without title",
        "A template begins with its title as a heading, which is also its name on the page.",
        "the first line is no heading",
        "Begin with ‘# ’ and the title.",
    ),
    Rule(
        "E136",
        "Exam without blueprint",
        "The items and the history of an exam need the blueprint that says what it is made of.",
        "there is no blueprint.yml beside this file",
        "Add it.",
    ),
    Rule(
        "E137",
        "Draw",
        "Domains and shares of a draw are those of its outline; exam items are drawn by group.",
        "‘{target}’ is not one of: {known}",
        "Mend the name.",
    ),
    Rule(
        "W130",
        "Number of items in a case",
        "A case has four or five items: fewer do not repay the reading.",
        "the case has {count} items",
        "Add or move some.",
    ),
    Rule(
        "W131",
        "Template not linked",
        "A template lies in the folder, but the lesson does not link it.",
        "‘{target}’ is linked nowhere",
        "Link it as [text](template:{target}), or delete it.",
    ),
)

_FIGURES = (
    Rule(
        "E100",
        "SVG does not parse",
        "A figure is a well-formed XML file.",
        "the figure cannot be read here: {reason}",
        "Mend the XML.",
    ),
    Rule(
        "E101",
        "Document type or entity",
        "Document types, entities and processing instructions are refused.",
        "{found} is not allowed in a figure",
        "Delete it.",
    ),
    Rule(
        "E102",
        "Element not allowed",
        "A figure is built from a few elements only, because it becomes part of the page.",
        "the element <{name}> is not allowed",
        "Use: {known}.",
    ),
    Rule(
        "E103",
        "Attribute not allowed",
        "A figure has geometry, classes and ids of regions; no styles, colours, events or links.",
        "the attribute {name} is not allowed on <{element}>",
        "{hint}",
    ),
    Rule(
        "E104",
        "Class unknown",
        "Colours come from a fixed set of classes, so that figures fit light, dark and print.",
        "the class ‘{name}’ is not known",
        "Use: {known}.",
    ),
    Rule(
        "E105",
        "Root element",
        'The root is <svg xmlns=… viewBox="0 0 W H"> with a width of at most 480.',
        "{found}",
        'Write <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 H" role="img">.',
    ),
    Rule(
        "E106",
        "Title or description missing",
        "A figure begins with a <title> and a <desc>.",
        "the figure has no <{name}>",
        "Add it directly below <svg>.",
    ),
    Rule(
        "E107",
        "Attribute value",
        "Geometry is written in plain numbers.",
        '{name}="{value}" is not a plain value',
        "Write numbers without units, formulas or addresses.",
    ),
    Rule(
        "E108",
        "Figure too large",
        "A figure is part of the page and counts towards its weight.",
        "the figure has {found}, more than {limit}",
        "Make it simpler.",
    ),
    Rule(
        "E109",
        "Id twice",
        "An id names one element of a figure.",
        "the id ‘{value}’ stands on another element already",
        "Give each region an id of its own.",
    ),
)

_FENCES = (
    Rule(
        "E110",
        "Name unknown in the figure",
        "What a figure's link, task or item names must be in the same figure.",
        "‘{target}’ is nothing that this figure has",
        "Use one of: {known}.",
    ),
    Rule(
        "E111",
        "Circle in the figure",
        "Activities that wait for one another could never begin.",
        "these wait for each other: {circle}",
        "Take one of the links out.",
    ),
    Rule(
        "E112",
        "Link malformed",
        "A link names what it waits for, then perhaps FS, SS, FF or SF and a lag.",
        "‘{value}’ is not a link",
        "Write it like A, ‘A SS’, ‘A +2’ or ‘A FF -1’.",
    ),
    Rule(
        "E113",
        "Series do not fit together",
        "The series of a chart have as many values as it has periods.",
        "{key} has {found} values where {wanted} belong",
        "Add the missing values, or take out what is too much.",
    ),
    Rule(
        "E114",
        "Running total falls",
        "Values that are counted from the start can stay or rise, never fall.",
        "{value} is less than {before} before it",
        "Give running totals, not the amount of each period.",
    ),
    Rule(
        "E115",
        "Probabilities",
        "The outcomes of one chance have probabilities between 0 and 1 that sum to 1.",
        "the probabilities sum to {found}",
        "Mend them so that they sum to 1.",
    ),
    Rule(
        "E116",
        "Branch without an end",
        "In a decision tree each branch has choices, chances or a value, and only one of them.",
        "this branch has {found}",
        "Give it exactly one of choices, chances and value.",
    ),
    Rule(
        "E117",
        "Figure too large",
        "A figure that nobody can read on a telephone belongs in several figures.",
        "the figure has {found}, more than {limit}",
        "Show less, or make two figures of it.",
    ),
    Rule(
        "E118",
        "Word unknown in a figure",
        "Some fields of figures take one of a few words only.",
        "‘{value}’ is not known here",
        "Use one of: {known}.",
    ),
    Rule(
        "E119",
        "More done than there is",
        "What is done cannot exceed the scope of its period.",
        "{value} done of a scope of {scope}",
        "Raise the scope of that period, or mend what is done.",
    ),
    Rule(
        "E120",
        "Math not closed",
        "Math stands between \\( and \\) or $$ and $$, in one paragraph, 1,000 characters at most.",
        "‘{found}’ opens or closes no math",
        "Close it in the same paragraph; leave the backslash of a mere bracket out.",
    ),
    Rule(
        "E121",
        "TeX is wrong",
        "Math is written in the part of TeX that becomes MathML.",
        "this formula cannot be shown: {reason}",
        "Mend it; docs/authoring.md says what can be written.",
    ),
    Rule(
        "E122",
        "Math in a heading",
        "Headings are plain words: they stand in lists of contents too.",
        "there is math in a heading",
        "Say it in words, and write the formula below.",
    ),
)

_WARNINGS = (
    Rule(
        "W101",
        "Key is the longest",
        "The right option is longer than every other by a quarter and 15 characters: it shows.",
        "the right option has {key} characters, the next longest {other}",
        "Shorten it, or make a wrong one as precise.",
    ),
    Rule(
        "W102",
        "Lengths differ",
        "The longest option is more than two and a half times the shortest.",
        "the options have {shortest} to {longest} characters",
        "Bring them closer together.",
    ),
    Rule(
        "W103",
        "Absolute words in wrong options only",
        "Who has sat many tests rejects options with ‘always’ or ‘never’.",
        "‘{word}’ stands in wrong options only",
        "Say it without, or give the right option one too.",
    ),
    Rule(
        "W104",
        "Hedge in the key only",
        "Who has sat many tests picks the option with ‘usually’ or ‘often’.",
        "‘{word}’ stands in the right option only",
        "Say it without, or give a wrong option one too.",
    ),
    Rule(
        "W105",
        "Negative question",
        "A ‘not’ in the question is overread unless it is bold, and two of them confuse.",
        "the question holds {found}",
        "Ask positively, or make the one ‘**not**’ bold.",
    ),
    Rule(
        "W106",
        "Grammar gives the key away",
        "The article or the number of the question fits the right option only.",
        "only the right option fits ‘{word}’",
        "Word question and options so that all fit.",
    ),
    Rule(
        "W107",
        "Word of the question in the key only",
        "The right option is the only one that repeats a word of the question.",
        "‘{word}’ stands in the question and in the right option only",
        "Use another word, or the same one in a wrong option too.",
    ),
    Rule(
        "W108",
        "Numbers out of order",
        "Options that are numbers stand in ascending order.",
        "the numbers are not in ascending order",
        "Sort the options.",
    ),
    Rule(
        "W109",
        "Option too long",
        "An option over 25 words tests patience.",
        "the option has {words} words",
        "Say it in at most 25.",
    ),
    Rule(
        "W110",
        "Trivial option",
        "Nobody would choose this option.",
        "‘{found}’ is no real choice",
        "Write what a sensible developer would do.",
    ),
    Rule(
        "W111",
        "No question",
        "The stem neither asks nor tells the learner what to do.",
        "the stem holds no question",
        "End it with a question, or with ‘Choose …’ or ‘Work out …’.",
    ),
    Rule(
        "W121",
        "Minutes",
        "Minutes are words / 200 + 1.2 per quiz item + exercise_minutes; 25 % off is too much.",
        "minutes says {said}, the text comes to {found}",
        "Mend minutes or exercise_minutes.",
    ),
    Rule(
        "W122",
        "Number of items",
        "A module's quiz has 10 items: 7 pass it, 9 test out.",
        "the quiz has {count} items, not {wanted}",
        "Add or remove items.",
    ),
    Rule(
        "W123",
        "Questions nearly alike",
        "Two items ask nearly the same.",
        "the stem is {share} % the same as that of {first}",
        "Ask something else, or remove one.",
    ),
    Rule(
        "W124",
        "Figure not shown",
        "A figure lies in the folder, but no text of the module shows it.",
        "‘{target}’ is shown nowhere",
        "Show it in the lesson, or delete it.",
    ),
    Rule(
        "W125",
        "File not used",
        "This file has no meaning in the content folder.",
        "the file is not read",
        "Move or delete it; docs/authoring.md names what is read.",
    ),
    Rule(
        "W126",
        "Link leads to its own lesson",
        "A lesson links to itself.",
        "the lesson links to itself",
        "Name the section in words.",
    ),
    Rule(
        "W127",
        "Bar in a table",
        "A row of a table has more cells than its head, and what is too much is not shown.",
        "this row has {found} cells, its table {wanted}",
        "Write \\| for a bar that is text.",
    ),
)

RULES: dict[str, Rule] = {
    rule.code: rule
    for rule in (
        *_FILES,
        *_YAML,
        *_TEXT,
        *_ITEMS,
        *_POOLS,
        *_REFERENCES,
        *_FIGURES,
        *_FENCES,
        *_WARNINGS,
    )
}


BARE = frozenset({"E081", "E083", "E085", "E095", "E133"})
"""Errors that a page can bear until they are mended: the link is shown as words alone."""


def problem(code: str, path: str, line: int, column: int, **values: object) -> Problem:
    """The problem that breaks rule `code` at a place; `values` fill the rule's templates."""
    rule = RULES[code]
    says = rule.says.format(**values)
    mend = rule.mend.format(**values)
    message = f"{says}. {mend}" if mend else f"{says}."
    return Problem(path, line, column, code, message, rule.severity)


class Report:
    """Collects the problems of one file, so that reading can go on after the first."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self._seen: set[Problem] = set()

    def add(self, code: str, line: int, column: int = 1, **values: object) -> None:
        """Note that rule `code` is broken at `line` and `column`, both from 1."""
        found = problem(code, self.path, line, column, **values)
        if found not in self._seen:
            self._seen.add(found)
            self.problems.append(found)

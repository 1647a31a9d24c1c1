package io.millrace.engine.function;

import static io.millrace.engine.function.Family.BYTES;
import static io.millrace.engine.function.Family.INTEGER;
import static io.millrace.engine.function.Family.TEXT;

import io.millrace.core.type.Kind;
import io.millrace.core.type.Type;
import io.millrace.engine.function.Function.Category;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The functions of text. */
final class TextList {
    private static final ResultType STRING = ResultType.of(Type.STRING);
    private static final ResultType INT = ResultType.of(Type.INT);
    private static final ResultType BOOLEAN = ResultType.of(Type.BOOLEAN);

    static final List<Function> ALL = List.of(
            line("CHAR_LENGTH(text)", "How many characters the text has.", "CHAR_LENGTH('abc')", "charLength")
                    .takes(INT, TEXT)
                    .alias("CHARACTER_LENGTH"),
            line("LENGTH(text)", "Another name for CHAR_LENGTH.", "LENGTH('abc')", "charLength")
                    .takes(INT, TEXT)
                    .notInFlink(),
            line("UPPER(text)", "The text in upper case.", "UPPER('abc')", "upper")
                    .takes(ResultType.sameAs(0), TEXT),
            line("LOWER(text)", "The text in lower case.", "LOWER('ABC')", "lower")
                    .takes(ResultType.sameAs(0), TEXT),
            line(
                            "INITCAP(text)",
                            "The text with a capital at the start of every word.",
                            "INITCAP('two words')",
                            "initcap")
                    .takes(ResultType.sameAs(0), TEXT),
            line("text1 || text2", "The second text behind the first.", "'a' || 'b'", "concat")
                    .named("||", "CONCAT")
                    .takes(STRING, TEXT)
                    .takesMany(STRING, TEXT, TEXT),
            line(
                            "CONCAT_WS(separator [, text, …])",
                            "The texts with a separator between them, without those that are NULL.",
                            "CONCAT_WS('-', 'a', 'b')",
                            "concatWs")
                    .takes(new Texts(1, Integer.MAX_VALUE))
                    .handlingNull(),
            line(
                            "SUBSTRING(text, start [, length])",
                            "The characters from a position on; a negative one counts from the end.",
                            "SUBSTRING('hello', 2, 3)",
                            "substring")
                    .takes(ResultType.textOf(0).orNull(), TEXT, INTEGER)
                    .takes(ResultType.textOf(0).orNull(), TEXT, INTEGER, INTEGER),
            line("SUBSTR(text, start [, length])", "Another name for SUBSTRING.", "SUBSTR('hello', -2)", "substring")
                    .takes(ResultType.textOf(0).orNull(), TEXT, INTEGER)
                    .takes(ResultType.textOf(0).orNull(), TEXT, INTEGER, INTEGER),
            line("LEFT(text, count)", "The first characters.", "LEFT('hello', 2)", "left")
                    .takes(ResultType.textOf(0).orNull(), TEXT, INTEGER),
            line("RIGHT(text, count)", "The last characters.", "RIGHT('hello', 2)", "right")
                    .takes(ResultType.textOf(0).orNull(), TEXT, INTEGER),
            line(
                            "TRIM([BOTH | LEADING | TRAILING] [characters] [FROM] text)",
                            "The text without spaces, or other characters, at its ends.",
                            "TRIM(LEADING 'x' FROM 'xxa')",
                            "trimWhere")
                    .takes(STRING, Family.UNIT, TEXT, TEXT),
            line(
                            "BTRIM(text [, characters])",
                            "The text without spaces, or other characters, at both ends.",
                            "BTRIM(' a ')",
                            "trim")
                    .takes(STRING, TEXT)
                    .takes(STRING, TEXT, TEXT),
            line(
                            "LTRIM(text [, characters])",
                            "The text without spaces, or other characters, at its start.",
                            "LTRIM(' a')",
                            "ltrim")
                    .takes(ResultType.textOf(0), TEXT)
                    .takes(ResultType.textOf(0), TEXT, TEXT),
            line(
                            "RTRIM(text [, characters])",
                            "The text without spaces, or other characters, at its end.",
                            "RTRIM('a ')",
                            "rtrim")
                    .takes(ResultType.textOf(0), TEXT)
                    .takes(ResultType.textOf(0), TEXT, TEXT),
            line(
                            "LPAD(text, length, padding)",
                            "The text filled up at its start, or cut, to a length.",
                            "LPAD('7', 3, '0')",
                            "lpad")
                    .takes(STRING.orNull(), TEXT, INTEGER, TEXT),
            line(
                            "RPAD(text, length, padding)",
                            "The text filled up at its end, or cut, to a length.",
                            "RPAD('7', 3, '.')",
                            "rpad")
                    .takes(STRING.orNull(), TEXT, INTEGER, TEXT),
            line(
                            "REPLACE(text, old, new)",
                            "The text with every old part replaced.",
                            "REPLACE('banana', 'an', 'o')",
                            "replace")
                    .takes(STRING, TEXT, TEXT, TEXT),
            line("REPEAT(text, count)", "The text so many times.", "REPEAT('ab', 3)", "repeat")
                    .takes(STRING, TEXT, INTEGER),
            line("REVERSE(text)", "The characters in reverse.", "REVERSE('abc')", "reverse")
                    .takes(STRING.orNull(), TEXT),
            line(
                            "POSITION(part IN text [FROM start])",
                            "Where a part first is at or behind a position, from 1; 0 if it is not there.",
                            "POSITION('l' IN 'hello')",
                            "position")
                    .takes(INT, TEXT, TEXT)
                    .takes(INT, TEXT, TEXT, INTEGER),
            line(
                            "LOCATE(part, text [, start])",
                            "Where a part first is at or behind a position, from 1; 0 if it is not there.",
                            "LOCATE('l', 'hello', 4)",
                            "locate")
                    .takes(INT, TEXT, TEXT)
                    .takes(INT, TEXT, TEXT, INTEGER),
            line(
                            "INSTR(text, part [, start [, times]])",
                            "Where a part is for the first time, or so many times, from 1; 0 if it is not there. A negative start is counted from the end, and the search goes backwards.",
                            "INSTR('banana', 'an', 1, 2)",
                            "instr")
                    .takes(INT, TEXT, TEXT)
                    .takes(INT, TEXT, TEXT, INTEGER)
                    .takes(INT, TEXT, TEXT, INTEGER, INTEGER)
                    .by(SearchFunctions.class, "instr"),
            line("ASCII(text)", "The code of the first character.", "ASCII('a')", "ascii")
                    .takes(INT, TEXT),
            line("CHR(code)", "The character with a code from 0 to 255.", "CHR(97)", "chr")
                    .takes(STRING.orNull(), INTEGER),
            line(
                            "SPLIT_INDEX(text, separator, index)",
                            "The part between two separators, counted from 0; NULL if there is none.",
                            "SPLIT_INDEX('a,b,c', ',', 1)",
                            "splitIndex")
                    .takes(STRING.orNull(), TEXT, TEXT, INTEGER)
                    .takes(STRING.orNull(), TEXT, INTEGER, INTEGER),
            line(
                            "OVERLAY(text PLACING part FROM start [FOR length])",
                            "The text with a part written over it; without a length above 0 over all the rest.",
                            "OVERLAY('hello' PLACING 'y' FROM 1)",
                            "overlay")
                    .takes(STRING, TEXT, TEXT, INTEGER)
                    .takes(STRING, TEXT, TEXT, INTEGER, INTEGER),
            line(
                            "TRANSLATE(text, from, to)",
                            "The text with each character of one list replaced by that of another; none is replaced when"
                                    + " the one list is NULL, and all are left out when the other is.",
                            "TRANSLATE('abc', 'ab', 'xy')",
                            "translate")
                    .takes(new Texts(3, 3))
                    .handlingNull()
                    .alias("TRANSLATE3"),
            line("STARTSWITH(text, prefix)", "Whether the text begins so.", "STARTSWITH('hello', 'he')", "startsWith")
                    .takes(BOOLEAN, TEXT, TEXT)
                    .takes(BOOLEAN, BYTES, BYTES),
            line("ENDSWITH(text, suffix)", "Whether the text ends so.", "ENDSWITH('hello', 'lo')", "endsWith")
                    .takes(BOOLEAN, TEXT, TEXT)
                    .takes(BOOLEAN, BYTES, BYTES),
            line(
                            "ELT(index, value, …)",
                            "One of the values by its number from 1; NULL if there is none.",
                            "ELT(2, 'a', 'b')",
                            "elt")
                    .takesMany(ResultType.commonFrom(1).orNull(), INTEGER, TEXT)
                    .takesMany(ResultType.commonFrom(1).orNull(), INTEGER, BYTES)
                    .handlingNull()
                    .by(FormatFunctions.class, "elt"),
            line(
                            "PRINTF(format, value, …)",
                            "The values in a format as of C and Java; NULL for a format that is empty or does not fit them.",
                            "PRINTF('%s has %d, %.1f%%', 'ann', 7, 2.25)",
                            "printf")
                    .takes(STRING.orNull(), TEXT)
                    .takesMany(STRING.orNull(), TEXT, Family.ANY)
                    .handlingNull()
                    .by(FormatFunctions.class, "printf"),
            line(
                            "ENCODE(text, charset)",
                            "The bytes of the text in a character set, such as UTF-8 or UTF-16BE.",
                            "ENCODE('é', 'UTF-8')",
                            "encode")
                    .takes(ResultType.of(Type.BYTES), TEXT, TEXT)
                    .by(FormatFunctions.class, "encode"),
            line(
                            "IS_VALID_UTF8(bytes)",
                            "Whether the bytes are text in UTF-8.",
                            "IS_VALID_UTF8(x'c3a9')",
                            "isValidUtf8")
                    .takes(ResultType.of(Type.BOOLEAN), BYTES)
                    .by(FormatFunctions.class, "isValidUtf8")
                    .notInFlink(),
            line(
                            "DECODE(bytes, charset)",
                            "The text that bytes say in a character set.",
                            "DECODE(x'c3a9', 'UTF-8')",
                            "decode")
                    .takes(STRING, BYTES, TEXT)
                    .by(FormatFunctions.class, "decode"));

    private TextList() {}

    /** So many texts; NULL only if one of them can be. */
    private record Texts(int least, int most) implements Typing {
        @Override
        public @Nullable List<Type> arguments(List<Type> given) {
            boolean texts = given.stream().allMatch(type -> type.kind().isText() || type.kind() == Kind.NULL);
            return given.size() >= least && given.size() <= most && texts ? given : null;
        }

        @Override
        public Type result(List<Type> arguments) {
            return Type.STRING.withNullable(arguments.stream().anyMatch(Type::nullable));
        }
    }

    private static Function line(String signature, String meaning, String example, String method) {
        return Function.of(Category.TEXT, signature, meaning, example).by(TextFunctions.class, method);
    }
}

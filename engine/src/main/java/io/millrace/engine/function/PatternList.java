package io.millrace.engine.function;

import static io.millrace.engine.function.Family.BYTES;
import static io.millrace.engine.function.Family.INTEGER;
import static io.millrace.engine.function.Family.NUMERIC;
import static io.millrace.engine.function.Family.TEXT;

import io.millrace.core.type.Kind;
import io.millrace.core.type.Type;
import io.millrace.engine.function.Function.Category;
import java.util.List;

/** Patterns, digests and encodings. */
final class PatternList {
    private static final ResultType STRING = ResultType.of(Type.STRING);
    private static final ResultType BOOLEAN = ResultType.of(Type.BOOLEAN);

    private static final ResultType HASH = ResultType.of(Type.INT);

    static final List<Function> ALL = List.of(
            pattern(
                            "text LIKE pattern [ESCAPE character]",
                            "Whether the text is like the pattern: % is any text, _ any character.",
                            "'hello' LIKE 'h%'",
                            "like")
                    .named("LIKE")
                    .takes(BOOLEAN, TEXT, TEXT)
                    .takes(BOOLEAN, TEXT, TEXT, TEXT),
            pattern(
                            "text SIMILAR TO pattern [ESCAPE character]",
                            "Whether the text matches SQL's regular expression.",
                            "'hello' SIMILAR TO '(h|j)%'",
                            "similarTo")
                    .named("SIMILAR TO")
                    .takes(BOOLEAN, TEXT, TEXT)
                    .takes(BOOLEAN, TEXT, TEXT, TEXT),
            pattern("REGEXP(text, regex)", "Whether a part of the text matches.", "REGEXP('hello', 'l+')", "regexp")
                    .takes(BOOLEAN, TEXT, TEXT),
            pattern(
                            "REGEXP_EXTRACT(text, regex [, group])",
                            "The first match, or a group of it; NULL if there is none.",
                            "REGEXP_EXTRACT('a-42', '([0-9]+)', 1)",
                            "extract")
                    .takes(STRING.orNull(), TEXT, TEXT)
                    .takes(STRING.orNull(), TEXT, TEXT, INTEGER),
            pattern(
                            "REGEXP_REPLACE(text, regex, replacement)",
                            "The text with every match replaced; the new text is taken as it is.",
                            "REGEXP_REPLACE('a1b2', '[0-9]', '#')",
                            "replace")
                    .takes(STRING, TEXT, TEXT, TEXT),
            pattern("REGEXP_COUNT(text, regex)", "How many matches there are.", "REGEXP_COUNT('banana', 'an')", "count")
                    .takes(ResultType.of(Type.INT).orNull(), TEXT, TEXT),
            pattern(
                            "REGEXP_INSTR(text, regex)",
                            "Where the first match begins, from 1; 0 if there is none.",
                            "REGEXP_INSTR('a-42', '[0-9]+')",
                            "instr")
                    .takes(ResultType.of(Type.INT).orNull(), TEXT, TEXT),
            pattern(
                            "REGEXP_SUBSTR(text, regex)",
                            "The first match; NULL if there is none.",
                            "REGEXP_SUBSTR('a-42', '[0-9]+')",
                            "extract")
                    .takes(STRING.orNull(), TEXT, TEXT),
            digest("MD5", "md5", 32),
            digest("SHA1", "sha1", 40),
            digest("SHA224", "sha224", 56),
            digest("SHA256", "sha256", 64),
            digest("SHA384", "sha384", 96),
            digest("SHA512", "sha512", 128),
            coding(
                            "SHA2(text, bits)",
                            "The digest of SHA-2 with 224, 256, 384 or 512 bits, in hexadecimal digits.",
                            "SHA2('hello', 256)",
                            "sha2")
                    .takes(ResultType.of(new Type(Kind.VARCHAR, 128, 0, true)), TEXT, INTEGER)
                    .takes(ResultType.of(new Type(Kind.VARCHAR, 128, 0, true)), BYTES, INTEGER),
            coding("TO_BASE64(text)", "The text in base 64.", "TO_BASE64('hello')", "toBase64")
                    .takes(STRING, TEXT)
                    .takes(STRING, BYTES),
            coding(
                            "FROM_BASE64(text)",
                            "The text that base 64 says; NULL for other text.",
                            "FROM_BASE64('aGVsbG8=')",
                            "fromBase64")
                    .takes(STRING.orNull(), TEXT),
            network("URL_ENCODE(text)", "The text as part of a URL.", "URL_ENCODE('a b')", "urlEncode")
                    .takes(STRING.orNull(), TEXT),
            network(
                            "URL_DECODE(text)",
                            "The text that a part of a URL says; NULL if it says none.",
                            "URL_DECODE('a%20b')",
                            "urlDecode")
                    .takes(STRING.orNull(), TEXT),
            network(
                            "INET_ATON(address)",
                            "The number of an IPv4 address; NULL for other text.",
                            "INET_ATON('127.0.0.1')",
                            "inetAton")
                    .takes(ResultType.of(Type.BIGINT).orNull(), TEXT),
            network(
                            "INET_NTOA(number)",
                            "The IPv4 address with a number; NULL for other numbers.",
                            "INET_NTOA(2130706433)",
                            "inetNtoa")
                    .takes(STRING.orNull(), INTEGER),
            network(
                            "PARSE_URL(url, part [, key])",
                            "A part of a URL: HOST, PATH, QUERY, REF, PROTOCOL, FILE, AUTHORITY, USERINFO; of QUERY, the value of a key.",
                            "PARSE_URL('https://example.org/a?b=c', 'QUERY', 'b')",
                            "parseUrl")
                    .takes(STRING.orNull(), TEXT, TEXT)
                    .takes(STRING.orNull(), TEXT, TEXT, TEXT),
            coding(
                            "TYPEOF(x [, whole])",
                            "The type of the value; with TRUE as a table could be declared with it.",
                            "TYPEOF(1.50)",
                            "typeOf")
                    .takes(STRING.orNull(), Family.ANY)
                    .takes(STRING.orNull(), Family.ANY, Family.BOOLEAN)
                    .handlingNull()
                    .by(FormatFunctions.class, "typeOf"),
            coding("HASH_CODE(x)", "A number that is the same for equal values.", "HASH_CODE('abc')", "hash")
                    .takes(HASH, Family.BOOLEAN)
                    .takes(HASH, NUMERIC)
                    .takes(HASH, TEXT)
                    .takes(HASH, Family.DATE)
                    .takes(HASH, Family.TIME)
                    .takes(HASH, Family.TIMESTAMP),
            coding("CURRENT_DATABASE()", "The database that USE chose.", "CURRENT_DATABASE()", "database")
                    .takes(STRING.neverNull()),
            coding("UUID()", "A random identifier.", "UUID()", "uuid")
                    .takes(ResultType.of(new Type(Kind.CHAR, 36, 0, false)).neverNull())
                    .changing(),
            coding("IS_ALPHA(text)", "Whether all characters are letters.", "IS_ALPHA('abc')", "isAlpha")
                    .takes(BOOLEAN.neverNull(), TEXT)
                    .handlingNull(),
            coding("IS_DIGIT(text)", "Whether all characters are digits.", "IS_DIGIT('123')", "isDigit")
                    .takes(BOOLEAN.neverNull(), TEXT)
                    .takes(BOOLEAN.neverNull(), INTEGER)
                    .handlingNull(),
            coding("IS_DECIMAL(text)", "Whether the text is a number.", "IS_DECIMAL('1.5')", "isDecimal")
                    .takes(BOOLEAN.neverNull(), TEXT)
                    .takes(BOOLEAN.neverNull(), NUMERIC)
                    .handlingNull());

    private PatternList() {}

    private static Function pattern(String signature, String meaning, String example, String method) {
        return Function.of(Category.TEXT, signature, meaning, example).by(PatternFunctions.class, method);
    }

    private static Function coding(String signature, String meaning, String example, String method) {
        return Function.of(Category.OTHER, signature, meaning, example).by(CodingFunctions.class, method);
    }

    private static Function network(String signature, String meaning, String example, String method) {
        return Function.of(Category.OTHER, signature, meaning, example).by(NetworkFunctions.class, method);
    }

    private static Function digest(String name, String method, int digits) {
        String meaning = "The " + name + " digest in hexadecimal digits.";
        ResultType result = ResultType.of(new Type(Kind.CHAR, digits, 0, true));
        return coding(name + "(text)", meaning, name + "('hello')", method)
                .takes(result, TEXT)
                .takes(result, BYTES);
    }
}

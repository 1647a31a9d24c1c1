package io.millrace.engine.function;

import static io.millrace.engine.function.Family.TEXT;

import io.millrace.core.type.Kind;
import io.millrace.core.type.Type;
import io.millrace.engine.function.Function.Category;
import io.millrace.engine.json.JsonFunctions;
import io.millrace.engine.json.VariantFunctions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The functions of JSON. */
final class JsonList {
    private static final ResultType STRING = ResultType.of(Type.STRING);
    private static final ResultType MAYBE = STRING.orNull();
    private static final ResultType VARIANT = ResultType.of(Type.VARIANT);
    private static final ResultType BOOLEAN = ResultType.of(Type.BOOLEAN);

    static final List<Function> ALL = List.of(
            json("text IS [NOT] JSON [VALUE | SCALAR | ARRAY | OBJECT]", "Whether the text is JSON, of that kind.")
                    .named("IS JSON")
                    .example("'[1]' IS JSON ARRAY")
                    .takes(BOOLEAN.neverNull(), TEXT, TEXT)
                    .handlingNull()
                    .by(JsonFunctions.class, "isJson"),
            json(
                            "JSON_EXISTS(json, path [{TRUE | FALSE | UNKNOWN | ERROR} ON ERROR])",
                            "Whether the path leads to a value; a path is strict unless it begins with lax.")
                    .example("JSON_EXISTS('{\"a\": 1}', '$.a')")
                    .takes(BOOLEAN.orNull(), TEXT, TEXT, TEXT)
                    .by(JsonFunctions.class, "exists"),
            json(
                            "JSON_VALUE(json, path [RETURNING type] [{NULL | ERROR | DEFAULT x} ON EMPTY]"
                                    + " [{NULL | ERROR | DEFAULT x} ON ERROR])",
                            "The single value that the path leads to; nothing is an error in strict, empty in lax mode.")
                    .example("JSON_VALUE('{\"a\": [1, 2]}', '$.a[1]' RETURNING INT)")
                    .takes(MAYBE, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT)
                    .handlingNull()
                    .by(JsonFunctions.class, "value"),
            json(
                            "JSON_QUERY(json, path [RETURNING type] [{WITHOUT | WITH [CONDITIONAL | UNCONDITIONAL]} WRAPPER]"
                                    + " [{NULL | EMPTY ARRAY | EMPTY OBJECT | ERROR} ON {EMPTY | ERROR}])",
                            "The object or array that the path leads to, as JSON or as ARRAY<STRING>.")
                    .example("JSON_QUERY('{\"a\": [1, 2]}', '$.a')")
                    .takes(MAYBE, TEXT, TEXT, TEXT, TEXT, TEXT)
                    .by(JsonFunctions.class, "query"),
            json("JSON_OBJECT([[KEY] name VALUE x, …] [{NULL | ABSENT} ON NULL])", "An object, its names in order.")
                    .example("JSON_OBJECT('a' VALUE 1, 'b' VALUE ARRAY[2])")
                    .takesMany(STRING.neverNull(), TEXT)
                    .handlingNull()
                    .by(JsonFunctions.class, "object"),
            json("JSON_ARRAY([x, …] [{NULL | ABSENT} ON NULL])", "An array.")
                    .example("JSON_ARRAY(1, 'x', TRUE)")
                    .takesMany(STRING.neverNull(), TEXT)
                    .handlingNull()
                    .by(JsonFunctions.class, "array"),
            json("JSON_STRING(x)", "The value as JSON.")
                    .example("JSON_STRING(MAP['a', 1])")
                    .takes(new Convertible())
                    .by(JsonFunctions.class, "string"),
            json(
                            "PARSE_JSON(text [, allow duplicate keys])",
                            "The JSON as a VARIANT; where a key may come twice, the last one counts.")
                    .example("PARSE_JSON('{\"a\": [1, 2.50]}')['a'][2]")
                    .takes(VARIANT, TEXT)
                    .takes(VARIANT, TEXT, Family.BOOLEAN)
                    .by(VariantFunctions.class, "parse"),
            json("TRY_PARSE_JSON(text [, allow duplicate keys])", "The same, but NULL for text that is no JSON.")
                    .example("TRY_PARSE_JSON('{')")
                    .takes(VARIANT.orNull(), TEXT)
                    .takes(VARIANT.orNull(), TEXT, Family.BOOLEAN)
                    .by(VariantFunctions.class, "tryParse"),
            json("JSON(text)", "Text that is JSON, to be taken as such by JSON_OBJECT and JSON_ARRAY.")
                    .example("JSON_ARRAY(JSON('{\"a\": 1}'))")
                    .takes(STRING, TEXT)
                    .by(JsonFunctions.class, "json"),
            json("JSON_QUOTE(text)", "The text as a string of JSON.")
                    .example("JSON_QUOTE('say \"hi\"')")
                    .takes(STRING, TEXT)
                    .by(JsonFunctions.class, "quote"),
            json("JSON_UNQUOTE(text)", "What a string of JSON stands for; other texts as they are.")
                    .example("JSON_UNQUOTE('\"a\"')")
                    .takes(STRING, TEXT)
                    .by(JsonFunctions.class, "unquote"));

    /** What JSON_VALUE and JSON_QUERY are made of besides; not for users. */
    static final List<Function> PARTS = List.of(
            json("$JSON_STATE(json, path)", "0 for a value, 1 for none, 2 for an error.")
                    .takes(ResultType.of(Type.INT), TEXT, TEXT)
                    .by(JsonFunctions.class, "state"),
            json("$JSON_TEXTS(json)", "The elements of an array as texts.")
                    .takes(ResultType.of(Type.array(Type.STRING)).orNull(), TEXT)
                    .by(JsonFunctions.class, "texts"),
            json("$VARIANT_FIELD(variant, key)", "The value of a key of an object.")
                    .takes(VARIANT.orNull(), Family.VARIANT, TEXT)
                    .by(VariantFunctions.class, "field"),
            json("$VARIANT_ELEMENT(variant, position)", "An element of an array, counted from 1.")
                    .takes(VARIANT.orNull(), Family.VARIANT, Family.INTEGER)
                    .by(VariantFunctions.class, "element"),
            json("$VARIANT_TEXT(variant)", "A text as it is, others as JSON; NULL for JSON's null.")
                    .takes(STRING.orNull(), Family.VARIANT)
                    .by(VariantFunctions.class, "text"));

    private JsonList() {}

    /** One value of a type that JSON can say. */
    private record Convertible() implements Typing {
        @Override
        public @Nullable List<Type> arguments(List<Type> given) {
            return given.size() == 1 && fits(given.get(0)) ? given : null;
        }

        private static boolean fits(Type type) {
            return type.kind() != Kind.BITMAP && type.children().stream().allMatch(child -> fits(child.type()));
        }

        @Override
        public Type result(List<Type> arguments) {
            return Type.STRING.withNullable(arguments.get(0).nullable());
        }
    }

    private static Function json(String signature, String meaning) {
        return Function.of(Category.JSON, signature, meaning, "");
    }
}

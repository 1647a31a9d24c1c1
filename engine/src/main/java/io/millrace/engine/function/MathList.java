package io.millrace.engine.function;

import static io.millrace.engine.function.Family.BYTES;
import static io.millrace.engine.function.Family.INTEGER;
import static io.millrace.engine.function.Family.NUMERIC;
import static io.millrace.engine.function.Family.TEMPORAL;
import static io.millrace.engine.function.Family.TEXT;
import static io.millrace.engine.function.Family.UNIT;

import io.millrace.core.type.Type;
import io.millrace.engine.function.Function.Category;
import java.util.List;

/** The functions of numbers. */
final class MathList {
    private static final ResultType DOUBLE = ResultType.of(Type.DOUBLE);
    private static final ResultType STRING = ResultType.of(Type.STRING);

    static final List<Function> ALL = List.of(
            math("ABS(x)", "The number without its sign.", "ABS(-2)")
                    .takes(ResultType.sameAs(0), NUMERIC)
                    .by(MathFunctions.class, "abs"),
            math(
                            "CEIL(x) or CEIL(time TO unit)",
                            "The nearest whole number, or start of a unit of time, not below x.",
                            "CEIL(1.2)")
                    .takes(ResultType.whole(0), NUMERIC)
                    .takes(ResultType.sameAs(0), TEMPORAL, UNIT)
                    .alias("CEILING")
                    .by(MathFunctions.class, "ceil"),
            math(
                            "FLOOR(x) or FLOOR(time TO unit)",
                            "The nearest whole number, or start of a unit of time, not above x.",
                            "FLOOR(1.8)")
                    .takes(ResultType.whole(0), NUMERIC)
                    .takes(ResultType.sameAs(0), TEMPORAL, UNIT)
                    .by(MathFunctions.class, "floor"),
            math(
                            "ROUND(x [, digits])",
                            "The nearest number with so many fraction digits, 0 if not given; halves go away from zero.",
                            "ROUND(2.345, 2)")
                    .takes(ResultType.rounded(), NUMERIC)
                    .takes(ResultType.rounded(), NUMERIC, INTEGER)
                    .by(MathFunctions.class, "round"),
            math(
                            "TRUNCATE(x [, digits])",
                            "The number without the fraction digits beyond so many, 0 if not given.",
                            "TRUNCATE(2.349, 2)")
                    .takes(ResultType.rounded(), NUMERIC)
                    .takes(ResultType.rounded(), NUMERIC, INTEGER)
                    .by(MathFunctions.class, "truncate"),
            math("SIGN(x)", "-1, 0 or 1: the sign of the number.", "SIGN(-7)")
                    .takes(ResultType.sameAs(0), NUMERIC)
                    .by(MathFunctions.class, "sign"),
            real("SQRT(x)", "The square root.", "SQRT(2)", "sqrt"),
            math("POWER(x, y)", "x to the power of y.", "POWER(2, 10)")
                    .takes(DOUBLE, NUMERIC, NUMERIC)
                    .by(MathFunctions.class, "power"),
            math("POW(x, y)", "Another name for POWER.", "POW(2, 10)")
                    .takes(DOUBLE, NUMERIC, NUMERIC)
                    .notInFlink()
                    .by(MathFunctions.class, "power"),
            real("EXP(x)", "e to the power of x.", "EXP(1)", "exp"),
            real("LN(x)", "The natural logarithm.", "LN(2)", "ln"),
            math("LOG([base,] x)", "The logarithm to a base, or the natural one.", "LOG(2, 8)")
                    .takes(DOUBLE, NUMERIC)
                    .takes(DOUBLE, NUMERIC, NUMERIC)
                    .by(MathFunctions.class, "log"),
            real("LOG2(x)", "The logarithm to base 2.", "LOG2(8)", "log2"),
            real("LOG10(x)", "The logarithm to base 10.", "LOG10(1000)", "log10"),
            real("SIN(x)", "The sine of an angle in radians.", "SIN(1)", "sin"),
            real("COS(x)", "The cosine of an angle in radians.", "COS(1)", "cos"),
            real("TAN(x)", "The tangent of an angle in radians.", "TAN(1)", "tan"),
            real("COT(x)", "The cotangent of an angle in radians.", "COT(1)", "cot"),
            real("ASIN(x)", "The angle with this sine.", "ASIN(0.5)", "asin"),
            real("ACOS(x)", "The angle with this cosine.", "ACOS(0.5)", "acos"),
            real("ATAN(x)", "The angle with this tangent.", "ATAN(1)", "atan"),
            math("ATAN2(y, x)", "The angle of the point (x, y).", "ATAN2(1, 1)")
                    .takes(DOUBLE, NUMERIC, NUMERIC)
                    .by(MathFunctions.class, "atan2"),
            real("SINH(x)", "The hyperbolic sine.", "SINH(1)", "sinh"),
            real("COSH(x)", "The hyperbolic cosine.", "COSH(1)", "cosh"),
            real("TANH(x)", "The hyperbolic tangent.", "TANH(1)", "tanh"),
            real("DEGREES(x)", "An angle in radians, in degrees.", "DEGREES(PI())", "degrees"),
            real("RADIANS(x)", "An angle in degrees, in radians.", "RADIANS(180)", "radians"),
            math("PI()", "The number pi.", "PI()").takes(DOUBLE).by(MathFunctions.class, "pi"),
            math("E()", "The base of natural logarithms.", "E()").takes(DOUBLE).by(MathFunctions.class, "e"),
            math("RAND([seed])", "A random number from 0 up to 1, without 1.", "RAND()")
                    .takes(DOUBLE.neverNull())
                    .takes(DOUBLE, INTEGER)
                    .changing()
                    .by(MathFunctions.class, "rand"),
            math(
                            "RAND_INTEGER([seed,] bound)",
                            "A random integer from 0 up to the bound, without it.",
                            "RAND_INTEGER(6)")
                    .takes(ResultType.of(Type.INT), INTEGER)
                    .takes(ResultType.of(Type.INT), INTEGER, INTEGER)
                    .changing()
                    .by(MathFunctions.class, "randInteger"),
            math("BIN(x)", "The integer in binary digits.", "BIN(12)")
                    .takes(STRING, INTEGER)
                    .by(MathFunctions.class, "bin"),
            math("HEX(x)", "An integer, or the bytes of a text, in hexadecimal digits.", "HEX(255)")
                    .takes(STRING, INTEGER)
                    .takes(STRING, TEXT)
                    .takes(STRING, BYTES)
                    .by(MathFunctions.class, "hex"),
            math("UNHEX(text)", "The bytes that hexadecimal digits say; NULL for other text.", "UNHEX('4D')")
                    .takes(ResultType.of(Type.BYTES).orNull(), TEXT)
                    .by(MathFunctions.class, "unhex"));

    private MathList() {}

    private static Function math(String signature, String meaning, String example) {
        return Function.of(Category.MATH, signature, meaning, example);
    }

    private static Function real(String signature, String meaning, String example, String method) {
        return math(signature, meaning, example).takes(DOUBLE, NUMERIC).by(MathFunctions.class, method);
    }
}

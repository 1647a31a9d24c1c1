/**
 * The scalar functions, and what a planner calls them by in an {@link io.millrace.core.expression.Expression.Call}.
 *
 * <p>{@link io.millrace.engine.function.Functions#ALL} lists the functions. Beside them the compiler itself knows:
 *
 * <ul>
 *   <li>{@code + - * / MOD NEGATE}: on numbers, in the type of the call; on times and intervals, {@code +} and {@code -}
 *       as in SQL, and {@code * /} of an interval by an integer. The operands of numeric ones may be of different number
 *       types. An integer divided by zero is an error.
 *   <li>{@code = <> < <= > >=}, {@code IS DISTINCT FROM}, {@code IS NOT DISTINCT FROM}: on two values of one family;
 *       numbers of any two types, and DATE, TIMESTAMP and TIMESTAMP_LTZ mix
 *   <li>{@code AND OR} (two or more), {@code NOT}, {@code IS NULL}, {@code IS NOT NULL}, {@code IS TRUE}, {@code IS NOT
 *       TRUE}, {@code IS FALSE}, {@code IS NOT FALSE}, {@code IS UNKNOWN}, {@code IS NOT UNKNOWN}
 *   <li>{@code CASE} (condition, value, …, default; without a default it is NULL), {@code IF}, {@code COALESCE}, {@code
 *       IFNULL}, {@code NULLIF}, {@code GREATEST}, {@code LEAST}: branches may be numbers of different types or a bare
 *       NULL, and become the type of the call. What is not needed is not computed.
 *   <li>{@code IN}, {@code NOT IN} (value, item, …), {@code NOT LIKE}, {@code NOT SIMILAR TO}
 *   <li>{@code CAST}, {@code TRY_CAST} (value): to the type of the call
 * </ul>
 *
 * <p>BETWEEN is a conjunction of comparisons. Where SQL has a key word among the arguments, the call has a text literal:
 *
 * <ul>
 *   <li>{@code EXTRACT('DAY', time)}, {@code TIMESTAMPADD('DAY', count, time)}, {@code TIMESTAMPDIFF('DAY', start, end)},
 *       {@code FLOOR(time, 'HOUR')}, {@code CEIL(time, 'HOUR')}; the units are MILLENNIUM CENTURY DECADE YEAR ISOYEAR
 *       QUARTER MONTH WEEK DAY DOY DOW ISODOW HOUR MINUTE SECOND MILLISECOND MICROSECOND EPOCH
 *   <li>{@code TRIM('BOTH', characters, text)}, or {@code 'LEADING'} or {@code 'TRAILING'}
 *   <li>{@code POSITION(part, text)}, {@code OVERLAY(text, part, start [, length])}, {@code LIKE(text, pattern [,
 *       escape])}, {@code SIMILAR TO(text, pattern [, escape])}
 * </ul>
 */
@NullMarked
package io.millrace.engine.function;

import org.jspecify.annotations.NullMarked;

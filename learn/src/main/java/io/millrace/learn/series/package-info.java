/**
 * Functions of SQL that learn from a series in the course of a query: anomalies, forecasts and drift, one model for each
 * key. What learns are the algorithms of the other packages; here are what calls may say, and the shapes of answers.
 */
@NullMarked
package io.millrace.learn.series;

import org.jspecify.annotations.NullMarked;

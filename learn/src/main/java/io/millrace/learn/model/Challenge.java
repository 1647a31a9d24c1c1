package io.millrace.learn.model;

/**
 * When a challenger takes a model's place.
 *
 * @param champion how the model is made that predicts at first
 * @param challenger how the other one is made
 * @param rows after each so many rows the two are compared by their errors in these
 * @param margin by which share the challenger's mean error must be lower, from 0 to 1
 */
record Challenge(Recipe champion, Recipe challenger, int rows, double margin) {}

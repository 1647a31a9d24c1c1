package io.millrace.learn.preprocess;

import io.millrace.core.learn.Transformer;

/**
 * A transformer whose rows tell of targets. It has to transform a row before it learns it: what it gives to a learner
 * would otherwise hold the answer.
 */
public interface Supervised extends Transformer {}

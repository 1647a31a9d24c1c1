package io.millrace.core.type;

/** A name and a type. */
public record Column(String name, Type type) {}

package io.millrace.cli.script;

import io.millrace.cli.output.OutputFormat;

/**
 * How scripts are run.
 *
 * @param format how results are printed
 * @param quiet whether to leave out everything that is neither a result nor an error
 * @param why whether to tell at the end of a run why it stands where it stands
 * @param talkative whether to tell what statements without rows did
 */
public record RunSettings(OutputFormat format, boolean quiet, boolean why, boolean talkative) {}

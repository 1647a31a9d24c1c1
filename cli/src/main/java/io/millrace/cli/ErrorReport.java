package io.millrace.cli;

import io.millrace.cli.output.Lines;
import io.millrace.core.connect.TableOptions.InvalidOptionException;
import io.millrace.core.error.ConnectorException;
import io.millrace.core.error.DataException;
import io.millrace.core.error.QueryException;
import io.millrace.core.error.QueryException.Position;
import io.millrace.engine.checkpoint.StateException;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/** Says what went wrong: {@code FILE:LINE:COL: what} and, where there is one, a line {@code hint: how to mend it}. */
public final class ErrorReport {
    private final PrintStream target;
    private final boolean debug;

    /**
     * @param debug whether to add the stack trace
     */
    public ErrorReport(PrintStream target, boolean debug) {
        this.target = target;
        this.debug = debug;
    }

    /**
     * Reports a failure.
     *
     * @param source what was being run, as its user calls it: a file's name
     * @return the exit status
     */
    public int report(String source, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Lines.ClosedException) {
                return ExitStatus.DONE;
            }
        }
        int status = ExitStatus.FAILED;
        Throwable cause = userError(failure);
        if (cause instanceof QueryException query) {
            say(place(source, query.position()) + ": " + query.getMessage(), query.hint());
        } else if (cause instanceof DataException data) {
            say(place(source, data.position()) + ": " + data.getMessage(), data.hint());
        } else if (cause instanceof ConnectorException connector) {
            say(source + ": " + connector.getMessage(), connector.hint());
        } else if (cause instanceof StateException state) {
            say(source + ": " + state.getMessage(), state.hint());
            status = state.kind() == StateException.Kind.NOT_WRITTEN ? ExitStatus.STATE_NOT_WRITTEN : ExitStatus.FAILED;
        } else if (cause instanceof InvalidOptionException option) {
            say(source + ": " + option.getMessage(), option.hint());
        } else {
            bug(source, failure);
        }
        if (debug) {
            failure.printStackTrace(target);
        }
        target.flush();
        return status;
    }

    private static String place(String source, @Nullable Position position) {
        return position == null ? source : source + ":" + position.line() + ":" + position.column();
    }

    private static @Nullable Throwable userError(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof QueryException
                    || cause instanceof DataException
                    || cause instanceof ConnectorException
                    || cause instanceof StateException
                    || cause instanceof InvalidOptionException) {
                return cause;
            }
        }
        return null;
    }

    private void bug(String source, Throwable failure) {
        if (failure instanceof OutOfMemoryError) {
            say(source + ": out of memory", "give Millrace more: JAVA_OPTS='-Xmx4g' millrace ...");
            return;
        }
        String hint = debug
                ? "please report it with the script and the stack trace below"
                : "please report it with the script; --debug shows where it happened";
        say(source + ": this is a bug of Millrace, not of the script: " + failure, hint);
    }

    private void say(String what, @Nullable String hint) {
        target.println(what);
        if (hint != null) {
            target.println("hint: " + hint);
        }
    }
}

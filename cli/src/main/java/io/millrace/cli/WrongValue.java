package io.millrace.cli;

import io.millrace.core.text.Suggestions;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;

/** What is wrong with the value of an option, and what it takes instead. */
record WrongValue(String message, String hint) {
    static WrongValue of(ParameterException failure) {
        String help = failure.getCommandLine().getCommandSpec().qualifiedName() + " --help";
        ArgSpec argument = failure.getArgSpec();
        String value = failure.getValue();
        if (failure instanceof MissingParameterException missing) {
            ArgSpec first = missing.getMissing().isEmpty()
                    ? argument
                    : missing.getMissing().get(0);
            if (first instanceof OptionSpec option) {
                return new WrongValue(
                        "option " + option.longestName() + " needs a value: " + option.paramLabel(), help);
            }
            return new WrongValue((first == null ? "something" : first.paramLabel()) + " is missing", help);
        } else if (failure instanceof OverwrittenOptionException && argument instanceof OptionSpec option) {
            return new WrongValue("option " + option.longestName() + " is given twice", "leave one out");
        } else if (argument instanceof OptionSpec option && value != null) {
            String message = option.longestName() + " is '" + value + "'";
            if (option.type().isEnum()) {
                List<String> known = Arrays.stream(option.type().getEnumConstants())
                        .map(each -> each.toString().toLowerCase(Locale.ROOT))
                        .toList();
                return new WrongValue(message, Suggestions.didYouMean(value, known));
            }
            return new WrongValue(message, "it takes " + (option.isMultiValue() ? "name=value" : "a number"));
        }
        return new WrongValue(String.valueOf(failure.getMessage()), help);
    }
}

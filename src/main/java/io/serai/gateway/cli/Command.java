package io.serai.gateway.cli;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One command, which is one call of the admin API.
 *
 * @param group the first word, such as {@code key}
 * @param verb the second, such as {@code create}; empty for a group that is a command itself
 * @param method of HTTP
 * @param path below {@code /admin/v1}, with a variable for each argument
 * @param summary for people
 * @param options that it takes
 * @param columns fields that its table shows, of each item or of the one answer; a dot leads into an object
 */
record Command(
        String group,
        String verb,
        String method,
        String path,
        String summary,
        List<Option> options,
        List<String> columns) {

    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

    Command {
        options = List.copyOf(options);
        columns = List.copyOf(columns);
    }

    String name() {
        return verb.isEmpty() ? group : group + " " + verb;
    }

    /** What the path has places for, in order. */
    List<String> arguments() {
        Matcher matcher = VARIABLE.matcher(path);
        return matcher.results().map(found -> found.group(1)).toList();
    }

    Optional<Option> option(String name) {
        return options.stream().filter(option -> option.name().equals(name)).findFirst();
    }

    /** One line for a list of commands. */
    String usage() {
        StringBuilder usage = new StringBuilder("./serai ").append(name());
        arguments().forEach(argument -> usage.append(" <").append(argument).append('>'));
        options.stream()
                .filter(option -> option.need() == Option.Need.REQUIRED)
                .forEach(option -> usage.append(" --").append(option.name()).append(" …"));
        return usage.toString();
    }

    String help() {
        StringBuilder help = new StringBuilder("usage: ").append(usage());
        help.append(options.isEmpty() ? "\n\n" : " [options]\n\n")
                .append(summary)
                .append("\n\n");
        options.forEach(option -> help.append(String.format("  --%-18s %s%n", option.name(), option.help())));
        return help.append(Invocation.SHARED_OPTIONS).toString();
    }
}

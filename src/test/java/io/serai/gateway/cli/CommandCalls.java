package io.serai.gateway.cli;

import io.serai.gateway.cli.Option.Place;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What all commands would send with all of their options, for those who know the API. */
public final class CommandCalls {

    /** A call of the API. */
    public record Call(String method, String path, Set<String> parameters, Map<String, Object> body) {}

    private CommandCalls() {}

    /**
     * Runs a command as {@code ./serai} would.
     *
     * @param out what it prints, complaints among it
     * @return the status that it ends with
     */
    public static int run(Map<String, String> environment, PrintStream out, String... words) {
        return new AdminCommand(environment, out, out).run(List.of(words));
    }

    public static List<Call> all() {
        return Commands.all().stream().map(CommandCalls::of).toList();
    }

    private static Call of(Command command) {
        List<String> words = new ArrayList<>(command.arguments());
        for (Option option : command.options()) {
            words.add("--" + option.name());
            words.add(
                    switch (option.kind()) {
                        case NUMBER -> "1";
                        case FLAG -> "true";
                        default -> "x";
                    });
        }
        Invocation invocation = Invocation.of(command, words);
        Set<String> parameters = command.options().stream()
                .filter(option -> option.place() == Place.QUERY)
                .map(Option::field)
                .collect(Collectors.toSet());
        return new Call(command.method(), command.path().replaceAll("\\{\\w+}", "{}"), parameters, invocation.body());
    }
}

package io.serai.gateway.cli;

import io.serai.api.json.Json;
import io.serai.gateway.cli.AdminClient.Reply;
import io.serai.gateway.cli.CommandException.Failure;
import io.serai.gateway.cli.Invocation.Form;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code ./serai key create …} and its like: {@link Commands} lists them. */
public final class AdminCommand {

    /** Where the key is, unless a file holds it. Never an argument: those are shown to everybody on the machine. */
    static final String KEY_VARIABLE = "SERAI_ADMIN_KEY";

    /** Items that a list shows at most; who needs more asks the API. */
    private static final int MOST_ITEMS = 10_000;

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    AdminCommand(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    public static void main(String[] arguments) {
        int status = new AdminCommand(System.getenv(), System.out, System.err).run(List.of(arguments));
        System.out.flush();
        System.exit(status);
    }

    /**
     * @return 0 where it was done, 1 where the gateway refused, 2 where it was not said right, 3 where no gateway answers
     */
    int run(List<String> words) {
        try {
            Optional<Command> command = Commands.find(words);
            if (command.isEmpty()) {
                out.print(Commands.help(words.isEmpty() ? "" : words.get(0)));
                return isHelp(words) ? 0 : Failure.USAGE.status();
            }
            List<String> rest = words.subList(command.get().verb().isEmpty() ? 1 : 2, words.size());
            if (isHelp(rest)) {
                out.print(command.get().help());
                return 0;
            }
            run(Invocation.of(command.get(), rest));
            return 0;
        } catch (CommandException e) {
            err.println("serai: " + e.getMessage());
            return e.failure().status();
        }
    }

    private static boolean isHelp(List<String> words) {
        return words.contains("--help") || words.contains("-h");
    }

    private void run(Invocation invocation) {
        AdminClient client = new AdminClient(key(invocation));
        Command command = invocation.command();
        Reply reply = client.call(command.method(), invocation.target(Map.of()), invocation.body());
        if (!reply.mediaType().startsWith("application/json")) {
            out.print(reply.text());
            return;
        }
        Map<String, Object> json = reply.json();
        if (!(json.get("items") instanceof List<?>)) {
            show(invocation, json);
            return;
        }
        List<Map<String, Object>> items = items(json);
        Object next = json.get("next");
        while (next instanceof String cursor && !invocation.query().containsKey("limit") && items.size() < MOST_ITEMS) {
            json = client.call(command.method(), invocation.target(Map.of("cursor", cursor)), invocation.body())
                    .json();
            items.addAll(items(json));
            next = json.get("next");
        }
        if (invocation.form() == Form.JSON) {
            print(Map.of("items", items));
        } else {
            new AnswerPrinter(out).table(command.columns(), items);
        }
    }

    private void show(Invocation invocation, Map<String, Object> json) {
        if (invocation.form() == Form.JSON) {
            print(json);
        } else {
            new AnswerPrinter(out).object(json);
        }
    }

    private void print(Map<String, Object> json) {
        out.println(new String(Json.write(json), StandardCharsets.UTF_8));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> items(Map<String, Object> json) {
        return new ArrayList<>((List<Map<String, Object>>) json.getOrDefault("items", List.of()));
    }

    private String key(Invocation invocation) {
        if (invocation.keyFile().isEmpty()) {
            return environment.getOrDefault(KEY_VARIABLE, "").strip();
        }
        Path file = invocation.keyFile().get();
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw CommandException.usage("--key-file: can't read " + file);
        }
    }
}

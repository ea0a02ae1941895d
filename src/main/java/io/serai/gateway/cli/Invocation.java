package io.serai.gateway.cli;

import io.serai.gateway.cli.Option.Place;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A command as it was given.
 *
 * @param url where the gateway's management port is
 * @param keyFile that holds the key, where it is not in the environment
 * @param form how the answer is shown
 * @param query of the call
 * @param body of the call
 */
record Invocation(
        Command command,
        URI url,
        Optional<Path> keyFile,
        Form form,
        List<String> arguments,
        Map<String, String> query,
        Map<String, Object> body) {

    static final String SHARED_OPTIONS =
            """
              --url ADDRESS        the management port (http://127.0.0.1:8081)
              --key-file FILE      holds the key; otherwise SERAI_ADMIN_KEY does
              --json               the answer as it came
            """;

    /** How an answer is shown. */
    enum Form {
        TABLE,
        JSON
    }

    /**
     * @param words after those that name the command
     * @throws CommandException where they are not what it takes
     */
    static Invocation of(Command command, List<String> words) {
        Map<String, String> given = new HashMap<>();
        List<String> arguments = new ArrayList<>();
        Map<String, String> query = new LinkedHashMap<>();
        Map<String, Object> body = new LinkedHashMap<>();
        Form form = Form.TABLE;
        for (Iterator<String> rest = words.iterator(); rest.hasNext(); ) {
            String word = rest.next();
            if (word.equals("--json")) {
                form = Form.JSON;
            } else if (word.equals("--url") || word.equals("--key-file")) {
                given.put(word, value(word, rest));
            } else if (word.startsWith("--")) {
                Option option = command.option(word.substring(2))
                        .orElseThrow(() -> CommandException.usage(
                                "'" + command.name() + "' knows no " + word + "; --help lists what it knows"));
                put(option, value(word, rest), query, body);
            } else {
                arguments.add(word);
            }
        }
        check(command, arguments, query, body);
        return new Invocation(
                command,
                address(given.getOrDefault("--url", "http://127.0.0.1:8081")),
                Optional.ofNullable(given.get("--key-file")).map(Path::of),
                form,
                arguments,
                query,
                body);
    }

    private static void put(Option option, String value, Map<String, String> query, Map<String, Object> body) {
        if (option.place() == Place.QUERY) {
            query.put(option.field(), value);
            return;
        }
        Map<String, Object> object = body;
        String[] steps = option.field().split("\\.");
        for (int i = 0; i < steps.length - 1; i++) {
            object = inner(object, steps[i]);
        }
        object.put(steps[steps.length - 1], option.value(value));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> inner(Map<String, Object> object, String name) {
        return (Map<String, Object>) object.computeIfAbsent(name, key -> new LinkedHashMap<String, Object>());
    }

    private static void check(
            Command command, List<String> arguments, Map<String, String> query, Map<String, Object> body) {
        List<String> wanted = command.arguments();
        if (arguments.size() != wanted.size()) {
            throw CommandException.usage("expected " + command.usage());
        }
        for (Option option : command.options()) {
            boolean given = option.place() == Place.QUERY
                    ? query.containsKey(option.field())
                    : body.containsKey(option.field().split("\\.")[0]);
            if (option.need() == Option.Need.REQUIRED && !given) {
                throw CommandException.usage("'" + command.name() + "' needs --" + option.name());
            }
        }
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw CommandException.usage(option + " needs a value");
        }
        return rest.next();
    }

    /** @throws CommandException where it is none */
    static URI address(String given) {
        try {
            URI url = URI.create(given.endsWith("/") ? given.substring(0, given.length() - 1) : given);
            if (url.getHost() != null && List.of("http", "https").contains(url.getScheme())) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // Refused below, as what has no host is.
        }
        throw CommandException.usage("--url: expected an address such as http://127.0.0.1:8081");
    }

    /** The call's address. */
    URI target(Map<String, String> more) {
        StringBuilder target = new StringBuilder(url.toString()).append("/admin/v1");
        Iterator<String> values = arguments.iterator();
        for (String segment : command.path().substring(1).split("/")) {
            target.append('/').append(segment.startsWith("{") ? escape(values.next()) : segment);
        }
        Map<String, String> all = new LinkedHashMap<>(query);
        all.putAll(more);
        String tail = all.entrySet().stream()
                .map(each -> escape(each.getKey()) + "=" + escape(each.getValue()))
                .collect(Collectors.joining("&"));
        return URI.create(tail.isEmpty() ? target.toString() : target + "?" + tail);
    }

    private static String escape(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}

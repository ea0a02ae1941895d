package io.serai.gateway.cli;

import java.util.ArrayList;
import java.util.List;

/** The commands about one resource of the API, which are alike in all of them. */
final class CommandGroup {

    private final String name;
    private final String resource;
    private final List<String> columns;
    private final List<Command> commands = new ArrayList<>();

    /** @param columns of its tables */
    CommandGroup(String name, String resource, List<String> columns) {
        this.name = name;
        this.resource = resource;
        this.columns = columns;
    }

    CommandGroup list(String summary, Option... options) {
        List<Option> all = new ArrayList<>(List.of(options));
        all.add(Option.query("limit", "so many at most, of one page; otherwise all pages"));
        return add("list", "GET", "/" + resource, summary, all);
    }

    CommandGroup show(String summary) {
        return add("show", "GET", one(), summary, List.of());
    }

    CommandGroup create(String summary, Option... options) {
        return add("create", "POST", "/" + resource, summary, List.of(options));
    }

    CommandGroup update(String summary, Option... options) {
        return add("update", "PATCH", one(), summary, List.of(options));
    }

    CommandGroup delete(String summary) {
        return add("delete", "DELETE", one(), summary, List.of());
    }

    /** One more, about a single one of them. */
    CommandGroup also(String verb, String method, String below, String summary, Option... options) {
        return add(verb, method, one() + below, summary, List.of(options));
    }

    /** One more, that makes something somewhere else. */
    CommandGroup post(String verb, String path, String summary, Option... options) {
        return add(verb, "POST", path, summary, List.of(options));
    }

    List<Command> done() {
        return List.copyOf(commands);
    }

    private CommandGroup add(String verb, String method, String path, String summary, List<Option> options) {
        commands.add(new Command(name, verb, method, path, summary, options, columns));
        return this;
    }

    private String one() {
        return "/" + resource + "/{id}";
    }
}

package io.serai.gateway.boot;

import io.serai.gateway.settings.SettingsReader;
import io.serai.gateway.settings.StartException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the command line says.
 *
 * @param routes the folders with routes, of which the first holds the settings
 * @param mode whether edited routes go live
 * @param settings settings that win over those of the folder, by key without {@code serai.}
 */
record CommandLine(List<Path> routes, Mode mode, Map<String, SettingsReader.Found> settings) {

    /** Whether edited routes go live. */
    enum Mode {
        FIXED,
        DEV
    }

    static CommandLine of(String[] arguments) {
        List<Path> routes = new ArrayList<>();
        Mode mode = Mode.FIXED;
        Map<String, SettingsReader.Found> settings = new LinkedHashMap<>();
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            switch (argument) {
                case "--dev" -> mode = Mode.DEV;
                case "--routes" -> routes.add(folder(value(arguments, ++i, argument)));
                case "--port" -> set(settings, "http.port", value(arguments, ++i, argument), argument);
                case "--host" -> set(settings, "http.host", value(arguments, ++i, argument), argument);
                case "--management-port" -> set(settings, "management.port", value(arguments, ++i, argument), argument);
                case "--set" -> {
                    String[] pair = value(arguments, ++i, argument).split("=", 2);
                    if (pair.length < 2 || !pair[0].startsWith(SettingsReader.PREFIX)) {
                        throw new StartException("--set takes serai.<key>=<value>, found '" + arguments[i] + "'");
                    }
                    set(settings, pair[0].substring(SettingsReader.PREFIX.length()), pair[1], argument);
                }
                default -> throw new StartException("unknown option '" + argument + "'; ./serai run --help lists them");
            }
        }
        if (routes.isEmpty()) {
            routes.add(folder("routes"));
        }
        return new CommandLine(List.copyOf(routes), mode, settings);
    }

    /** The folder that holds {@code gateway.properties} and, for relative paths in routes, is the place to start from. */
    Path home() {
        return routes.get(0);
    }

    private static Path folder(String given) {
        Path folder = Path.of(given);
        if (!Files.isDirectory(folder)) {
            throw new StartException("--routes: expected a folder, found '" + given + "'");
        }
        return folder.toAbsolutePath().normalize();
    }

    private static void set(Map<String, SettingsReader.Found> settings, String key, String value, String option) {
        settings.put(key, new SettingsReader.Found(value, option));
    }

    private static String value(String[] arguments, int index, String option) {
        if (index >= arguments.length) {
            throw new StartException(option + " needs a value; ./serai run --help shows which");
        }
        return arguments[index];
    }
}

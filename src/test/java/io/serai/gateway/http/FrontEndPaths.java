package io.serai.gateway.http;

import io.serai.gateway.http.GuardedServer.Served;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** All paths that the shipped routes serve, as their files say. */
final class FrontEndPaths {

    private static final Path FOLDER = Path.of("../routes/front-ends");
    private static final Pattern SERVED =
            Pattern.compile("uri: \"?platform-http:([^\\s\"?]+)\"?\\n\\s+parameters: \\{([^}]*)}");
    private static final Pattern METHODS = Pattern.compile("httpMethodRestrict: \"?([A-Z,]+)");

    private FrontEndPaths() {}

    static List<Served> all() throws IOException {
        List<Served> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.sorted().toList()) {
                Matcher served = SERVED.matcher(Files.readString(file));
                while (served.find()) {
                    Matcher methods = METHODS.matcher(served.group(2));
                    all.add(new Served(
                            served.group(1),
                            methods.find() ? methods.group(1) : "GET",
                            served.group(2).contains("matchOnUriPrefix: true")));
                }
            }
        }
        return all;
    }

    /** How often a file names the component, whatever comes with it. */
    static long mentions() throws IOException {
        long mentions = 0;
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.toList()) {
                mentions += Files.readString(file)
                        .lines()
                        .filter(line -> line.strip().startsWith("uri:") && line.contains("platform-http:"))
                        .count();
            }
        }
        return mentions;
    }
}

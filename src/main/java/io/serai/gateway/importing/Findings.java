package io.serai.gateway.importing;

import io.serai.processors.yaml.YamlNode.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** What the source says and route files can't, or say otherwise. Never a value of the source: it may be a secret. */
final class Findings {

    /** Names come out of the source, and findings into comments, which end with their line. */
    private static final Pattern LINE_END = Pattern.compile("[\\p{Cntrl}\\u0085\\u2028\\u2029]+");

    private final List<Finding> findings = new ArrayList<>();

    /**
     * @param key such as {@code router_settings.redis_host}
     * @param what becomes of it
     */
    record Finding(String file, int line, String key, String what) {

        /** As {@code config.yaml:12: router_settings.redis_host: what}. */
        String text() {
            return LINE_END.matcher(file + ":" + line + ": " + key + ": " + what)
                    .replaceAll(" ");
        }
    }

    void add(Place place, String what) {
        findings.add(new Finding(place.file(), place.line(), place.key(), what));
    }

    /** In the order of the source. */
    List<Finding> all() {
        List<Finding> sorted = new ArrayList<>(findings);
        sorted.sort(Comparator.comparingInt(Finding::line));
        return sorted;
    }
}

package io.serai.gateway.importing;

import io.serai.processors.yaml.YamlNode.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A model of models.yaml as it is put together. */
final class Group {

    private final String name;
    private final Place place;
    /** What goes in front of the targets: a few words. */
    private final Map<String, Object> settings = new LinkedHashMap<>();

    private final List<Map<String, Object>> targets = new ArrayList<>();
    private final Map<String, List<String>> fallbacks = new LinkedHashMap<>();
    private final Map<String, Object> limits = new LinkedHashMap<>();

    Group(String name, Place place) {
        this.name = name;
        this.place = place;
    }

    String name() {
        return name;
    }

    Place place() {
        return place;
    }

    Map<String, Object> settings() {
        return settings;
    }

    List<Map<String, Object>> targets() {
        return targets;
    }

    /** By their kind. */
    Map<String, List<String>> fallbacks() {
        return fallbacks;
    }

    /** What comes after the targets: timeouts, retries, cooldown. */
    Map<String, Object> limits() {
        return limits;
    }

    /** The models of the targets, in their order. */
    List<String> models() {
        return targets.stream()
                .map(target -> String.valueOf(target.get("model")))
                .toList();
    }
}

package io.serai.processors.models;

import io.serai.processors.queue.PriorityClass;
import io.serai.processors.yaml.YamlMap;
import io.serai.processors.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads how calls of a model wait for their turn. */
final class QueueReader {

    private static final List<String> KEYS = List.of(
            "concurrency", "max-waiting", "max-wait", "classes", "default-class", "priority", "wait-out-rate-limits");

    private QueueReader() {}

    static QueueEntry read(YamlNode node) {
        YamlMap written = Terms.only(node, KEYS);
        Optional<List<PriorityClass>> classes = written.find("classes").map(QueueReader::classes);
        List<String> known = classes.orElse(PriorityClass.DEFAULT).stream()
                .map(PriorityClass::name)
                .toList();
        return new QueueEntry(
                node,
                Terms.whole(written.require("concurrency"), 1),
                written.find("max-waiting").map(it -> Terms.whole(it, 0)),
                written.find("max-wait").map(Terms::positiveDuration),
                classes.map(QueueReader::text),
                written.find("default-class").map(it -> Terms.oneOf(it, known)),
                written.find("priority"),
                written.find("wait-out-rate-limits").map(it -> it.scalar().flag()));
    }

    private static List<PriorityClass> classes(YamlNode node) {
        YamlMap written = node.map();
        List<PriorityClass> classes = new ArrayList<>();
        for (String name : written.entries().keySet()) {
            int weight = Terms.whole(written.require(name), 1);
            try {
                classes.addAll(PriorityClass.parse(name + ":" + weight));
            } catch (IllegalArgumentException e) {
                throw written.wrongKey(name, String.valueOf(e.getMessage()));
            }
        }
        if (classes.isEmpty()) {
            throw node.wrong("expected classes with their weights such as {high: 6, low: 1}, found none");
        }
        return classes;
    }

    private static String text(List<PriorityClass> classes) {
        return String.join(
                ",", classes.stream().map(it -> it.name() + ":" + it.weight()).toList());
    }
}

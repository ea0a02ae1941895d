package io.serai.processors.models;

import io.serai.processors.yaml.YamlNode;
import java.util.List;
import java.util.stream.Stream;

/**
 * Models that are asked one after the other, until an answer is good enough.
 *
 * @param at where it stands
 * @param models in their order, two or more
 * @param checks that the answers of all but the last have to pass
 */
record CascadeEntry(YamlNode at, List<Mention> models, List<CheckEntry> checks) {

    Stream<Mention> mentions() {
        return Stream.concat(models.stream(), checks.stream().flatMap(check -> check.judge().stream()));
    }
}

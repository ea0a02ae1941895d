package io.serai.processors.models;

import io.serai.processors.ensemble.Ensemble;
import io.serai.processors.yaml.YamlNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Models that are asked at once, and make one answer together; what is empty is as {@link Ensemble} has it.
 *
 * @param at where it stands
 * @param models two or more; one may be there several times
 * @param model who judges or merges
 * @param checks that each answer has to pass
 */
record EnsembleEntry(
        YamlNode at,
        List<Mention> models,
        Optional<String> by,
        Optional<Mention> model,
        Optional<String> instructions,
        Optional<String> extract,
        Optional<Integer> minAnswers,
        Optional<Duration> patience,
        Optional<String> tools,
        List<CheckEntry> checks) {

    Stream<Mention> mentions() {
        return Stream.of(models.stream(), model.stream(), checks.stream().flatMap(check -> check.judge().stream()))
                .flatMap(part -> part);
    }

    Ensemble balancer(ModelNames names) {
        Ensemble ensemble = new Ensemble();
        by.ifPresent(ensemble::setBy);
        model.map(names::uri).ifPresent(ensemble::setModel);
        instructions.ifPresent(ensemble::setInstructions);
        extract.ifPresent(ensemble::setExtract);
        minAnswers.ifPresent(ensemble::setMinAnswers);
        patience.ifPresent(ensemble::setPatience);
        tools.ifPresent(ensemble::setTools);
        return ensemble;
    }
}

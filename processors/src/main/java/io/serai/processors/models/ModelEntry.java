package io.serai.processors.models;

import io.serai.api.call.TimeLimits;
import io.serai.api.standing.Cooldown;
import io.serai.processors.routing.Hedge;
import io.serai.processors.routing.Retries;
import io.serai.processors.routing.Role;
import io.serai.processors.routing.StickyBy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A model of the file.
 *
 * @param name by which it is called, and where it stands in the file
 * @param text all of it that has a say in answers, see {@link EntryVersion}
 * @param strategy one of {@link io.serai.processors.routing.Strategy#BY_NAME}
 * @param targets those who answer; none where a cascade or an ensemble does
 * @param fallbacks those who are asked once the targets have failed, by the way in which they did
 * @param probe how often targets that rest are tried
 */
record ModelEntry(
        Mention name,
        String text,
        Card card,
        String strategy,
        StickyBy stickyBy,
        List<TargetEntry> targets,
        Map<Role, List<Mention>> fallbacks,
        TimeLimits limits,
        Retries retries,
        Cooldown cooldown,
        Optional<Duration> probe,
        Optional<Hedge> hedge,
        Optional<SemanticEntry> semantic,
        Optional<CascadeEntry> cascade,
        Optional<EnsembleEntry> ensemble,
        Optional<QueueEntry> queue,
        Optional<ShadowEntry> shadow,
        Optional<CanaryEntry> canary,
        Optional<CacheEntry> cache) {

    /** Every model that a call of this one may come to. */
    Stream<Mention> mentions() {
        return Stream.of(
                        answering(),
                        shadow.stream().map(ShadowEntry::model),
                        shadow.flatMap(ShadowEntry::judge).stream(),
                        cache.flatMap(CacheEntry::semantic).stream().map(SemanticEntry::embeddings))
                .flatMap(part -> part);
    }

    /** Those of them that have a say in the answer. */
    Stream<Mention> answering() {
        return Stream.of(
                        targets.stream().map(TargetEntry::model),
                        fallbacks.values().stream().flatMap(List::stream),
                        semantic.stream().map(SemanticEntry::embeddings),
                        cascade.stream().flatMap(CascadeEntry::mentions),
                        ensemble.stream().flatMap(EnsembleEntry::mentions),
                        canary.stream().map(CanaryEntry::model))
                .flatMap(part -> part);
    }

    /** The name and all other names. */
    Stream<Mention> names() {
        return Stream.concat(Stream.of(name), card.aliases().stream());
    }
}

package io.serai.processors.models;

import io.serai.api.call.TimeLimits;
import io.serai.api.standing.Cooldown;
import io.serai.processors.routing.Capability;
import io.serai.processors.routing.Hedge;
import io.serai.processors.routing.Retries;
import io.serai.processors.routing.Role;
import io.serai.processors.routing.StickyBy;
import io.serai.processors.routing.Strategy;
import io.serai.processors.routing.Targets;
import io.serai.processors.yaml.YamlMap;
import io.serai.processors.yaml.YamlNode;
import io.serai.processors.yaml.YamlScalar;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads one model of a file. */
final class EntryReader {

    private static final List<String> KEYS = List.of(
            "description",
            "owner",
            "version",
            "visibility",
            "capabilities",
            "context-window",
            "aliases",
            "strategy",
            "sticky-by",
            "targets",
            "cascade",
            "ensemble",
            "fallbacks",
            "timeouts",
            "retries",
            "cooldown",
            "hedge",
            "semantic",
            "queue",
            "shadow",
            "canary",
            "cache");
    /** What makes sense of targets alone. */
    private static final List<String> BESIDE_TARGETS = List.of(
            "strategy", "sticky-by", "fallbacks", "timeouts", "retries", "cooldown", "hedge", "semantic", "canary");

    private static final List<String> TARGET_KEYS =
            List.of("model", "weight", "tags", "region", "capabilities", "max-input-tokens", "when", "examples");
    private static final Map<String, StickyBy> STICKY_BY =
            new TreeMap<>(Map.of("user", StickyBy.USER, "key", StickyBy.KEY));
    private static final String STICKY = "sticky";
    private static final String FROM_HISTORY = "p95";

    /** When fallbacks are asked, in the order of the routes' steps. */
    static final Map<String, Role> ROLES = roles();

    private final Mention name;
    private final YamlNode node;

    EntryReader(Mention name, YamlNode node) {
        this.name = name;
        this.node = node;
    }

    ModelEntry read() {
        YamlMap entry = Terms.only(node, KEYS);
        String strategy = entry.find("strategy")
                .map(it -> Terms.oneOf(it, Strategy.BY_NAME.keySet()))
                .orElse("priority");
        List<TargetEntry> targets = answering(entry).equals("targets") ? targets(entry) : List.of();
        return new ModelEntry(
                name,
                EntryVersion.text(node),
                card(entry),
                strategy,
                stickyBy(entry, strategy),
                targets,
                entry.find("fallbacks").map(EntryReader::fallbacks).orElse(Map.of()),
                entry.find("timeouts").map(EntryReader::limits).orElse(TimeLimits.NONE),
                entry.find("retries").map(EntryReader::retries).orElse(Retries.NONE),
                entry.find("cooldown").map(EntryReader::cooldown).orElse(Cooldown.DEFAULT),
                entry.find("cooldown").flatMap(EntryReader::probe),
                entry.find("hedge").map(EntryReader::hedge),
                semantic(entry, targets),
                entry.find("cascade").map(PanelReader::cascade),
                entry.find("ensemble").map(PanelReader::ensemble),
                entry.find("queue").map(QueueReader::read),
                entry.find("shadow").map(EntryReader::shadow),
                entry.find("canary").map(EntryReader::canary),
                entry.find("cache").flatMap(CacheReader::read));
    }

    /** Which of the keys says who answers; refuses what does not go with it. */
    private String answering(YamlMap entry) {
        List<String> given = Stream.of("targets", "cascade", "ensemble")
                .filter(key -> entry.find(key).isPresent())
                .toList();
        if (given.isEmpty()) {
            throw name.wrong("expected 'targets', 'cascade' or 'ensemble', found none");
        }
        String way = given.get(0);
        if (given.size() > 1) {
            throw entry.wrongKey(given.get(1), "does not go with '" + way + "'");
        }
        if (!way.equals("targets")) {
            for (String key : BESIDE_TARGETS) {
                if (entry.find(key).isPresent()) {
                    throw entry.wrongKey(key, "goes with 'targets', not with '" + way + "'");
                }
            }
        }
        return way;
    }

    private static Card card(YamlMap entry) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String option : List.of("description", "owner", "version")) {
            texts.put(option, entry.find(option).map(Terms::text).orElse(""));
        }
        texts.put(
                "visibility",
                entry.find("visibility")
                        .map(it -> Terms.oneOf(it, List.of("open", "on-request", "private")))
                        .orElse(""));
        return Card.of(
                texts,
                entry.find("capabilities").map(Terms::words).orElse(List.of()),
                tokens(entry, "context-window"),
                entry.find("aliases").map(Terms::mentions).orElse(List.of()));
    }

    private static StickyBy stickyBy(YamlMap entry, String strategy) {
        Optional<YamlNode> written = entry.find("sticky-by");
        if (written.isPresent() && !strategy.equals(STICKY)) {
            throw entry.wrongKey("sticky-by", "needs 'strategy: sticky' beside it");
        }
        return written.map(EntryReader::stickyBy).orElse(StickyBy.USER);
    }

    private static StickyBy stickyBy(YamlNode node) {
        return STICKY_BY.getOrDefault(Terms.oneOf(node, STICKY_BY.keySet()), StickyBy.USER);
    }

    private static List<TargetEntry> targets(YamlMap entry) {
        YamlNode written = entry.require("targets");
        List<TargetEntry> targets =
                written.list().items().stream().map(EntryReader::target).toList();
        if (targets.isEmpty() || targets.size() > Targets.MOST) {
            throw written.wrong("expected 1 to " + Targets.MOST + " targets, found " + targets.size());
        }
        Terms.once(targets.stream().map(TargetEntry::model).toList());
        return targets;
    }

    private static TargetEntry target(YamlNode node) {
        if (node instanceof YamlScalar) {
            return TargetEntry.of(Terms.mention(node));
        }
        YamlMap target = Terms.only(node, TARGET_KEYS);
        return new TargetEntry(
                Terms.mention(target.require("model")),
                target.find("weight").map(it -> Terms.whole(it, 0)).orElse(1),
                target.find("tags").map(Terms::words).map(Set::copyOf).orElse(Set.of()),
                target.find("region").map(Terms::text),
                target.find("capabilities").map(EntryReader::capabilities).orElse(Set.of()),
                tokens(target, "max-input-tokens"),
                target.find("when").map(Condition::of),
                target.find("examples").map(EntryReader::examples).orElse(List.of()));
    }

    private static List<String> examples(YamlNode node) {
        List<String> examples = node.list().items().stream().map(Terms::text).toList();
        if (examples.isEmpty()) {
            throw node.wrong("expected 1 example or more, found none");
        }
        return examples;
    }

    /** Examples are of no use without somebody who compares them, nor the other way round. */
    private static Optional<SemanticEntry> semantic(YamlMap entry, List<TargetEntry> targets) {
        boolean examples =
                targets.stream().anyMatch(target -> !target.examples().isEmpty());
        Optional<YamlNode> written = entry.find("semantic");
        if (examples && written.isEmpty()) {
            throw entry.wrongKey("targets", "have 'examples' that need 'semantic: {embeddings: …}' beside them");
        }
        if (!examples && written.isPresent()) {
            throw entry.wrongKey("semantic", "needs targets that have 'examples'");
        }
        return written.map(EntryReader::semantic);
    }

    private static SemanticEntry semantic(YamlNode node) {
        YamlMap written = Terms.only(node, List.of("embeddings", "threshold"));
        return new SemanticEntry(
                Terms.mention(written.require("embeddings")),
                written.find("threshold").map(Terms::cosine));
    }

    private static Set<Capability> capabilities(YamlNode node) {
        Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
        List<String> known =
                EnumSet.allOf(Capability.class).stream().map(Capability::label).toList();
        node.list().items().forEach(item -> capabilities.add(Capability.named(Terms.oneOf(item, known))));
        return capabilities;
    }

    private static OptionalLong tokens(YamlMap map, String key) {
        Optional<Integer> tokens = map.find(key).map(it -> Terms.whole(it, 1));
        return tokens.isPresent() ? OptionalLong.of(tokens.get()) : OptionalLong.empty();
    }

    private static Map<String, Role> roles() {
        Map<String, Role> roles = new LinkedHashMap<>();
        roles.put("general", Role.GENERAL);
        roles.put("context-window", Role.CONTEXT_WINDOW);
        roles.put("content-policy", Role.CONTENT_POLICY);
        roles.put("default", Role.DEFAULT);
        return roles;
    }

    private static Map<Role, List<Mention>> fallbacks(YamlNode node) {
        YamlMap written = Terms.only(node, ROLES.keySet());
        Map<Role, List<Mention>> fallbacks = new EnumMap<>(Role.class);
        ROLES.forEach((key, role) ->
                written.find(key).map(Terms::mentions).ifPresent(mentions -> fallbacks.put(role, mentions)));
        return fallbacks;
    }

    private static TimeLimits limits(YamlNode node) {
        YamlMap written = Terms.only(node, List.of("connect", "first-token", "idle", "total"));
        return new TimeLimits(
                limit(written, "connect"),
                limit(written, "first-token"),
                limit(written, "idle"),
                limit(written, "total"));
    }

    private static @Nullable Duration limit(YamlMap written, String key) {
        return written.find(key).map(Terms::positiveDuration).orElse(null);
    }

    private static Retries retries(YamlNode node) {
        YamlMap written = Terms.only(node, List.of("rate-limited", "unavailable", "timeout"));
        return new Retries(times(written, "rate-limited"), times(written, "unavailable"), times(written, "timeout"));
    }

    private static int times(YamlMap written, String key) {
        return written.find(key).map(it -> Terms.whole(it, 0)).orElse(0);
    }

    private static Cooldown cooldown(YamlNode node) {
        YamlMap written = Terms.only(node, List.of("after", "for", "probe"));
        return new Cooldown(
                written.find("after").map(Terms::failures).orElse(Cooldown.DEFAULT.after()),
                written.find("for").map(Terms::duration).orElse(Cooldown.DEFAULT.duration()));
    }

    /** How often targets that rest are tried. */
    private static Optional<Duration> probe(YamlNode node) {
        return node.map().find("probe").map(Terms::positiveDuration);
    }

    private static Hedge hedge(YamlNode node) {
        YamlMap written = Terms.only(node, List.of("after", "at-most"));
        return new Hedge(
                written.find("after").flatMap(EntryReader::delay),
                written.find("at-most").map(it -> Terms.whole(it, 1)).orElse(1));
    }

    /** Empty for what the targets' own past says. */
    private static Optional<Duration> delay(YamlNode node) {
        return Terms.text(node).equals(FROM_HISTORY) ? Optional.empty() : Optional.of(Terms.duration(node));
    }

    private static ShadowEntry shadow(YamlNode node) {
        YamlMap written = Terms.only(node, List.of("model", "share", "judge"));
        return new ShadowEntry(
                Terms.mention(written.require("model")),
                Terms.share(written.require("share")),
                written.find("judge").map(Terms::mention));
    }

    private static CanaryEntry canary(YamlNode node) {
        YamlMap written = Terms.only(node, List.of("model", "share", "sticky-by"));
        return new CanaryEntry(
                Terms.mention(written.require("model")),
                Terms.share(written.require("share")),
                written.find("sticky-by").map(EntryReader::stickyBy).orElse(StickyBy.USER));
    }
}

package io.serai.providers.anthropic;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a model can be told, by its family. Sources: <a href="https://platform.claude.com/docs/en/about-claude/models/overview">models
 * overview</a> (output limits), <a href="https://platform.claude.com/docs/en/build-with-claude/thinking-troubleshooting">thinking by
 * model</a>, <a href="https://platform.claude.com/docs/en/build-with-claude/effort">effort</a>, <a
 * href="https://platform.claude.com/docs/en/build-with-claude/structured-outputs">structured outputs</a>, <a
 * href="https://platform.claude.com/docs/en/build-with-claude/mid-conversation-system-messages">system messages</a> and the guides for
 * moving to <a href="https://platform.claude.com/docs/en/models/opus-5-5/whats-new-opus-5-5">Opus 5.5</a> and <a
 * href="https://platform.claude.com/docs/en/models/sonnet-5-5/migration-guide">Sonnet 5.5</a>.
 *
 * @param maxOutput how many tokens it can put out at most, thinking included
 * @param thinking how it is asked to think
 * @param rest how it is asked not to
 * @param efforts the values of {@code output_config.effort} that it takes, from low to high
 */
record ClaudeModel(int maxOutput, Thinking thinking, Rest rest, List<String> efforts, Set<Feature> features) {

    /** How a model is asked to think. */
    enum Thinking {
        /** It can't. */
        NONE,
        /** {@code enabled} with a budget. */
        BUDGET,
        /** {@code adaptive}; a budget still works. */
        EITHER,
        /** {@code adaptive} alone; a budget is refused. */
        ADAPTIVE
    }

    /** How a model is asked not to think. */
    enum Rest {
        /** By saying nothing. */
        UNASKED,
        /** {@code disabled}: it thinks unless told. */
        DISABLED,
        /** {@code between_tools}, the least that it does. */
        BETWEEN_TOOLS,
        /** Not at all. */
        NEVER
    }

    /** What some can be told, and some refuse. */
    enum Feature {
        /** {@code temperature}, {@code top_p}, {@code top_k}. */
        SAMPLING,
        /** Not both of {@code temperature} and {@code top_p}. */
        ONE_OF_TEMPERATURE_AND_TOP_P,
        /** A {@code tool_choice} of {@code any} or {@code tool}. */
        FORCED_TOOLS,
        /** {@code output_config.format} and strict tools. */
        JSON_SCHEMA,
        /** {@code system} as a role among the messages. */
        SYSTEM_TURNS
    }

    private record Family(List<String> names, ClaudeModel model) {}

    private static final List<String> ALL = List.of("low", "medium", "high", "xhigh", "max");
    private static final List<String> NO_XHIGH = List.of("low", "medium", "high", "max");
    private static final List<String> TO_HIGH = List.of("low", "medium", "high");

    private static final ClaudeModel FREE = new ClaudeModel(
            64_000, Thinking.BUDGET, Rest.UNASKED, List.of(), Set.of(Feature.SAMPLING, Feature.FORCED_TOOLS));
    private static final ClaudeModel SCHEMED = FREE.with(Feature.ONE_OF_TEMPERATURE_AND_TOP_P, Feature.JSON_SCHEMA);
    private static final ClaudeModel LATEST = new ClaudeModel(
            128_000, Thinking.ADAPTIVE, Rest.DISABLED, ALL, Set.of(Feature.FORCED_TOOLS, Feature.JSON_SCHEMA));
    private static final ClaudeModel UNFORCED = new ClaudeModel(
            128_000, Thinking.ADAPTIVE, Rest.NEVER, ALL, Set.of(Feature.JSON_SCHEMA, Feature.SYSTEM_TURNS));

    /** The first that fits counts. Sonnet 5 is left to do without system turns: the sources contradict each other. */
    private static final List<Family> FAMILIES = List.of(
            new Family(List.of("fable-5-1", "fable-5-2", "mythos-5-1", "mythos-5-2", "opus-5-5"), UNFORCED),
            new Family(List.of("sonnet-5-5"), UNFORCED.resting(Rest.BETWEEN_TOOLS)),
            new Family(List.of("haiku-5-5", "opus-5"), LATEST.with(Feature.SYSTEM_TURNS)),
            new Family(List.of("fable-5", "mythos-5"), UNFORCED.with(Feature.FORCED_TOOLS)),
            new Family(
                    List.of("mythos-preview"),
                    LATEST.thinking(Thinking.EITHER, NO_XHIGH).resting(Rest.NEVER)),
            new Family(List.of("sonnet-5"), LATEST),
            new Family(List.of("opus-4-8"), LATEST.resting(Rest.UNASKED).with(Feature.SYSTEM_TURNS)),
            new Family(List.of("opus-4-7"), LATEST.resting(Rest.UNASKED)),
            new Family(List.of("opus-4-6", "sonnet-4-6"), SCHEMED.upTo(128_000).thinking(Thinking.EITHER, NO_XHIGH)),
            new Family(List.of("opus-4-5"), SCHEMED.thinking(Thinking.BUDGET, TO_HIGH)),
            new Family(List.of("sonnet-4-5", "haiku-4-5"), SCHEMED),
            new Family(List.of("opus-4-1"), SCHEMED.upTo(32_000)),
            new Family(List.of("opus-4"), FREE.upTo(32_000)),
            new Family(List.of("sonnet-4", "3-7-sonnet"), FREE),
            new Family(List.of("claude-3-5"), FREE.upTo(8_192).thinking(Thinking.NONE, List.of())),
            new Family(
                    List.of("claude-3", "claude-2", "claude-instant"),
                    FREE.upTo(4_096).thinking(Thinking.NONE, List.of())),
            // Newer than this list.
            new Family(List.of("claude"), LATEST));

    /** Another's model behind the same API, of which nothing is known. */
    private static final ClaudeModel OTHER = FREE.upTo(8_192);

    /** What is known of a model, whichever way its provider spells it: {@code claude-opus-4-5@20251101}, {@code anthropic/claude-opus-4.5}. */
    static ClaudeModel of(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replace('.', '-').replace('@', '-');
        for (Family family : FAMILIES) {
            for (String known : family.names) {
                if (plain.contains(known)) {
                    return family.model;
                }
            }
        }
        return OTHER;
    }

    boolean has(Feature feature) {
        return features.contains(feature);
    }

    private ClaudeModel with(Feature... further) {
        Set<Feature> all = new HashSet<>(features);
        all.addAll(List.of(further));
        return new ClaudeModel(maxOutput, thinking, rest, efforts, Set.copyOf(all));
    }

    private ClaudeModel upTo(int tokens) {
        return new ClaudeModel(tokens, thinking, rest, efforts, features);
    }

    private ClaudeModel thinking(Thinking how, List<String> levels) {
        return new ClaudeModel(maxOutput, how, rest, levels, features);
    }

    private ClaudeModel resting(Rest how) {
        return new ClaudeModel(maxOutput, thinking, how, efforts, features);
    }
}

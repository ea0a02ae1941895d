package io.serai.providers.bedrock;

import java.util.List;
import java.util.Locale;

/**
 * What is known of a model beyond its name.
 *
 * @param family whose it is
 * @param version of a Claude model, times ten: 37 is 3.7; 0 of others
 * @param name after its maker's
 */
record ModelTraits(ModelFamily family, int version, String name) {

    private static final int CLAUDE_3_5 = 35;
    private static final int CLAUDE_3_7 = 37;
    private static final int CLAUDE_4_1 = 41;
    private static final int CLAUDE_4_5 = 45;
    private static final int CLAUDE_4_6 = 46;
    private static final int CLAUDE_4_7 = 47;
    private static final int CLAUDE_4_8 = 48;
    private static final int CLAUDE_5 = 50;

    /**
     * Open models that answer by a schema, by the beginnings of their names: <a
     * href="https://docs.aws.amazon.com/bedrock/latest/userguide/structured-output.html">structured outputs</a>.
     */
    private static final List<String> SCHEMA_NAMES = List.of(
            "qwen3",
            "v3",
            "gpt-oss",
            "gemma",
            "nemotron",
            "minimax",
            "kimi",
            "ministral",
            "mistral-large-3",
            "magistral",
            "voxtral");

    static ModelTraits of(String model) {
        ModelFamily family = ModelFamily.of(model);
        String name = family.nameIn(model).toLowerCase(Locale.ROOT);
        return new ModelTraits(family, family == ModelFamily.CLAUDE ? claudeVersion(name) : 0, name);
    }

    boolean isClaude() {
        return family == ModelFamily.CLAUDE;
    }

    private boolean isNova() {
        return family == ModelFamily.NOVA || family == ModelFamily.NOVA_2;
    }

    private boolean isHidden() {
        return family == ModelFamily.HIDDEN;
    }

    /**
     * Whether messages and system blocks may have cache points: <a
     * href="https://docs.aws.amazon.com/bedrock/latest/userguide/prompt-caching.html#prompt-caching-models">prompt caching</a>.
     */
    boolean caches() {
        return (isClaude() && version >= CLAUDE_3_5) || isNova() || isHidden();
    }

    /** Whether tools may have cache points too: Nova's may not. Same source. */
    boolean cachesTools() {
        return caches() && !isNova();
    }

    /** Whether a cache point may ask for an hour. Same source. */
    boolean cachesForAnHour() {
        return (isClaude() && version >= CLAUDE_4_5) || isHidden();
    }

    /**
     * Whether a tool's result may say that it failed: <a
     * href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ToolResultBlock.html">ToolResultBlock</a>.
     */
    boolean knowsFailedTools() {
        return isClaude() || isNova() || isHidden();
    }

    /**
     * Whether a tool can be demanded: <a
     * href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ToolChoice.html">ToolChoice</a>.
     */
    boolean canBeMadeToUseTools() {
        return switch (family) {
            case LLAMA, COHERE, AI21 -> false;
            // https://platform.claude.com/docs/en/models/opus-5-5/whats-new-opus-5-5
            case CLAUDE -> version <= CLAUDE_5 || name.contains("haiku");
            default -> true;
        };
    }

    /** Whether {@code outputConfig.textFormat} and {@code strict} are understood; see {@link #SCHEMA_NAMES}. */
    boolean answersBySchema() {
        return isClaude() ? version >= CLAUDE_4_5 : SCHEMA_NAMES.stream().anyMatch(name::startsWith);
    }

    /**
     * Whether it thinks as much as it finds right: <a
     * href="https://docs.aws.amazon.com/bedrock/latest/userguide/claude-messages-adaptive-thinking.html">adaptive thinking</a>.
     */
    boolean thinksAdaptively() {
        return isClaude() && version >= CLAUDE_4_6;
    }

    /**
     * Whether it may be told how much effort to make, thinking or not (<a
     * href="https://platform.claude.com/docs/en/build-with-claude/effort">effort</a>), which is {@code output_config} there too: <a
     * href="https://docs.aws.amazon.com/bedrock/latest/userguide/claude-messages-adaptive-thinking.html">adaptive thinking</a>. Claude Opus
     * 4.5 wants a beta flag for it.
     */
    boolean takesEffort() {
        return thinksAdaptively();
    }

    /** Whether that is the only way it thinks. Same source. */
    boolean refusesBudgets() {
        return isClaude() && version >= CLAUDE_4_7;
    }

    /**
     * Whether it thinks at all, within a budget: <a
     * href="https://docs.aws.amazon.com/bedrock/latest/userguide/claude-messages-extended-thinking.html">extended thinking</a>.
     */
    boolean thinksByBudget() {
        return isClaude() && version >= CLAUDE_3_7 && !refusesBudgets();
    }

    /** How it is asked not to think: <a href="https://platform.claude.com/docs/en/build-with-claude/thinking-troubleshooting">by model</a>. */
    Rest rest() {
        if (!isClaude() || version < CLAUDE_5) {
            return Rest.UNASKED;
        }
        if (name.contains("sonnet") && version > CLAUDE_5) {
            return Rest.BETWEEN_TOOLS;
        }
        boolean restless =
                name.contains("fable") || name.contains("mythos") || (name.contains("opus") && version > CLAUDE_5);
        return restless ? Rest.NEVER : Rest.DISABLED;
    }

    /** How a model is asked not to think. */
    enum Rest {
        /** By saying nothing. */
        UNASKED,
        /** {@code disabled}: it thinks unless told. */
        DISABLED,
        /** {@code between_tools}, the least that it does. */
        BETWEEN_TOOLS,
        /** Not at all; its least effort is low. */
        NEVER
    }

    /**
     * Whether the system may have its say between two turns: <a
     * href="https://platform.claude.com/docs/en/build-with-claude/mid-conversation-system-messages">system messages</a>, for which Converse
     * has the role {@code system}.
     */
    boolean takesSystemTurns() {
        return isClaude()
                && !name.contains("preview")
                && (version == CLAUDE_4_8 ? name.contains("opus") : version >= CLAUDE_5)
                && !(version == CLAUDE_5 && name.contains("sonnet"));
    }

    /** Whether temperature, {@code top_p} and {@code top_k} are refused: <a href="https://platform.claude.com/docs/en/about-claude/models/migration-guide">from Claude Opus 4.7 on</a>. */
    boolean refusesSampling() {
        return isClaude() && version >= CLAUDE_4_7;
    }

    /** Whether {@code temperature} and {@code top_p} exclude each other. Same source, from Claude 4.1 on. */
    boolean takesOneOfTemperatureAndTopP() {
        return isClaude() && version >= CLAUDE_4_1;
    }

    /** Whether its reasoning may be shown to it again. DeepSeek's models refuse it: https://github.com/strands-agents/sdk-python/issues/652 */
    boolean takesReasoningBack() {
        return family != ModelFamily.DEEPSEEK;
    }

    /** The first number after {@code claude-} of at most two digits, and the next if it follows at once: dates are longer. */
    private static int claudeVersion(String name) {
        String[] words = name.split("-");
        for (int i = 1; i < words.length; i++) {
            int major = number(words[i]);
            if (major >= 0) {
                int minor = i + 1 < words.length ? number(words[i + 1]) : -1;
                return major * 10 + Math.max(0, Math.min(minor, 9));
            }
        }
        // claude-v2:1, claude-instant-v1; a name without a number, such as a preview's, is newer than all those known.
        return name.contains("-v") && !name.contains("preview") ? 20 : 50;
    }

    private static int number(String word) {
        boolean digits = !word.isEmpty() && word.length() <= 2;
        for (int i = 0; digits && i < word.length(); i++) {
            digits = word.charAt(i) >= '0' && word.charAt(i) <= '9';
        }
        return digits ? Integer.parseInt(word) : -1;
    }
}

package io.serai.providers.compatible;

import io.serai.api.chat.OwnWords;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What of a canonical request a service has words for, and which. What it has none for is dropped with notice. Where the service says so
 * is told where its wording is made.
 *
 * @param members of the request that it can't be told
 * @param messageMembers of a message that it can't be told; {@code name} is meant of all messages but a tool's
 * @param partTypes of content that it can't take
 * @param partMembers of parts and tools that it can't be told, such as {@code cache_control}
 * @param toolTypes that it takes; empty where nobody but the service knows
 * @param renamed members of a request under another name, by the canonical one
 * @param wish how it is told how much to reason
 * @param history how it is told the reasoning of earlier turns
 * @param quirks in what else it differs
 */
public record Wording(
        Set<String> members,
        Set<String> messageMembers,
        Set<String> partTypes,
        Set<String> partMembers,
        Set<String> toolTypes,
        Map<String, String> renamed,
        Wish wish,
        History history,
        Set<Quirk> quirks) {

    /** How a service is told how much to reason. */
    public enum Wish {
        /** In the words of the canonical form, which are OpenRouter's. */
        CANONICAL,
        /** By {@code reasoning_effort} alone. */
        EFFORT,
        /**
         * By {@code reasoning_effort}, of which there are {@code high} and {@code none}. Mistral: <a
         * href="https://docs.mistral.ai/capabilities/reasoning/adjustable">adjustable reasoning</a>; anything else is HTTP 400 (<a
         * href="https://github.com/architects-toolkit/SmartHopper/issues/647">SmartHopper#647</a>).
         */
        EFFORT_HIGH_OR_NONE,
        /** By {@code reasoning_effort}, and {@code reasoning.enabled} where there is a choice. Together. */
        EFFORT_AND_SWITCH,
        /** By {@code reasoning_effort} and {@code thinking: {type: enabled | disabled}}. DeepSeek. */
        EFFORT_AND_THINKING,
        /** By {@code reasoning_effort} and {@code include_reasoning}. Groq. */
        EFFORT_AND_INCLUDE
    }

    /** How a service is told what the model reasoned in earlier turns. */
    public enum History {
        CANONICAL,
        NOT_AT_ALL,
        REASONING_CONTENT,
        /** As {@code reasoning}. */
        REASONING,
        /** As {@code reasoning_content}, where tools are about: elsewhere it is ignored. DeepSeek. */
        REASONING_CONTENT_WITH_TOOLS,
        /** As a part of the content, {@code {type: thinking, thinking: […]}}. Mistral. */
        THINKING_PART
    }

    /**
     * What our front ends leave at the top of a request under the names of Anthropic ({@code
     * https://platform.claude.com/docs/en/api/messages/create}), Gemini ({@code https://ai.google.dev/api/generate-content}) and Responses
     * ({@code https://platform.openai.com/docs/api-reference/responses/create}), and no client of OpenAI's own says. Who means it for a
     * compatible server says it in {@code extra_body}.
     */
    private static final Set<String> OF_FRONT_ENDS = added(
            OwnWords.GEMINI,
            "betas",
            "mcp_servers",
            "container",
            "context_management",
            "output_config",
            "inference_geo",
            "truncation",
            "include",
            "max_tool_calls");

    /** Further names of those APIs, which some compatible service or other has made its own. */
    private static final Set<String> OF_OTHERS = added(
            OwnWords.OLLAMA,
            "anthropic_beta",
            "thinking",
            "cache_control",
            "speed",
            "compaction",
            "safety_settings",
            "safetySettings",
            "generation_config",
            "cached_content",
            "previous_response_id",
            "conversation",
            "background",
            "text");

    /** Of messages: Anthropic's, Responses', and what the canonical form has of its own. */
    private static final Set<String> OF_MESSAGES =
            Set.of("is_error", "cache_control", "images", "extra_content", "phase", "thinking_blocks");

    /** Of parts and tools: Anthropic's, some of which Responses has too. */
    private static final Set<String> OF_PARTS = Set.of(
            "cache_control",
            "title",
            "context",
            "citations",
            "defer_loading",
            "allowed_callers",
            "eager_input_streaming",
            "input_examples");

    /** Nothing is known: everything passes as it is, but for what our own front ends put there. */
    public static final Wording UNKNOWN = new Wording(
            OF_FRONT_ENDS,
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            Map.of(),
            Wish.CANONICAL,
            History.CANONICAL,
            Set.of(Quirk.NOTHING_KNOWN));

    /**
     * What no service knows but those that say otherwise: the words that the canonical form has from Gemini, Anthropic and Responses,
     * and samplers of model servers.
     */
    public static final Wording COMMON = new Wording(
            foreign("top_k", "min_p", "repetition_penalty", "web_search_options"),
            OF_MESSAGES,
            Set.of("video_url", "input_audio", "file"),
            OF_PARTS,
            Set.of(),
            Map.of(),
            Wish.EFFORT,
            History.REASONING_CONTENT,
            Set.of(Quirk.NO_DEVELOPER, Quirk.NO_ALLOWED_TOOLS));

    /**
     * OpenAI's own API, which refuses what it does not know with HTTP 400 (<a
     * href="https://platform.openai.com/docs/api-reference/chat/create">reference</a>). Named is what other services have, and canonical
     * requests may carry.
     */
    public static final Wording OPENAI = new Wording(
            foreign(
                    "top_k",
                    "min_p",
                    "top_a",
                    "repetition_penalty",
                    "random_seed",
                    "safe_prompt",
                    "prompt_mode",
                    "reasoning_format",
                    "include_reasoning",
                    "search_parameters",
                    "provider",
                    "plugins",
                    "transforms",
                    "extra_content",
                    "chat_template_kwargs"),
            added(OF_MESSAGES, "prefix"),
            Set.of("video_url"),
            OF_PARTS,
            Set.of("function", "custom"),
            Map.of(),
            Wish.EFFORT,
            History.NOT_AT_ALL,
            Set.of(Quirk.TEXT_RESULTS, Quirk.PROPERTIES_DEMANDED));

    public Wording {
        members = Set.copyOf(members);
        messageMembers = Set.copyOf(messageMembers);
        partTypes = Set.copyOf(partTypes);
        partMembers = Set.copyOf(partMembers);
        toolTypes = Set.copyOf(toolTypes);
        renamed = Map.copyOf(renamed);
        quirks = Set.copyOf(quirks);
    }

    boolean is(Quirk quirk) {
        return quirks.contains(quirk);
    }

    /** This wording without these members of a request. */
    public Wording without(String... names) {
        return with(added(members, names), messageMembers, partTypes, renamed, quirks);
    }

    /** This wording with these members of a request after all. */
    public Wording knowing(String... names) {
        return with(removed(members, names), messageMembers, partTypes, renamed, quirks);
    }

    /** This wording without these members of messages. */
    public Wording withoutInMessages(String... names) {
        return with(members, added(messageMembers, names), partTypes, renamed, quirks);
    }

    /** This wording without these types of content. */
    public Wording withoutParts(String... types) {
        return with(members, messageMembers, added(partTypes, types), renamed, quirks);
    }

    /** This wording with these types of content after all. */
    public Wording knowingParts(String... types) {
        return with(members, messageMembers, removed(partTypes, types), renamed, quirks);
    }

    /** This wording with {@code cache_control}. */
    public Wording knowingCacheControl() {
        return new Wording(
                members,
                removed(messageMembers, "cache_control"),
                partTypes,
                removed(partMembers, "cache_control"),
                toolTypes,
                renamed,
                wish,
                history,
                quirks);
    }

    /** This wording with another name for a member of a request. */
    public Wording renaming(String canonical, String own) {
        Map<String, String> names = new LinkedHashMap<>(renamed);
        names.put(canonical, own);
        return with(removed(members, canonical), messageMembers, partTypes, names, quirks);
    }

    /** This wording with these tools and no others. */
    public Wording withTools(String... types) {
        return new Wording(
                members, messageMembers, partTypes, partMembers, Set.of(types), renamed, wish, history, quirks);
    }

    /** This wording with other words for reasoning. */
    public Wording reasoning(Wish wish, History history) {
        return new Wording(members, messageMembers, partTypes, partMembers, toolTypes, renamed, wish, history, quirks);
    }

    /** This wording with further quirks. */
    public Wording with(Quirk... more) {
        Set<Quirk> all = new LinkedHashSet<>(quirks);
        all.addAll(Set.of(more));
        return with(members, messageMembers, partTypes, renamed, all);
    }

    /** This wording without some quirks. */
    public Wording without(Quirk... fewer) {
        Set<Quirk> all = new LinkedHashSet<>(quirks);
        List.of(fewer).forEach(all::remove);
        return with(members, messageMembers, partTypes, renamed, all);
    }

    private Wording with(
            Set<String> members,
            Set<String> messageMembers,
            Set<String> partTypes,
            Map<String, String> renamed,
            Set<Quirk> quirks) {
        return new Wording(members, messageMembers, partTypes, partMembers, toolTypes, renamed, wish, history, quirks);
    }

    private static Set<String> foreign(String... names) {
        Set<String> all = new LinkedHashSet<>(OF_FRONT_ENDS);
        all.addAll(OF_OTHERS);
        return added(all, names);
    }

    private static Set<String> added(Set<String> names, String... more) {
        Set<String> all = new LinkedHashSet<>(names);
        all.addAll(Set.of(more));
        return all;
    }

    private static Set<String> removed(Set<String> names, String... fewer) {
        Set<String> all = new LinkedHashSet<>(names);
        List.of(fewer).forEach(all::remove);
        return all;
    }
}

package io.serai.providers.anthropic;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The features that a request needs {@code anthropic-beta} for (<a href="https://platform.claude.com/docs/en/api/beta-headers">beta
 * headers</a>; each value from the page of its feature).
 */
final class Betas {

    private static final Map<String, String> BY_MEMBER = Map.of(
            // https://platform.claude.com/docs/en/agents-and-tools/mcp-connector
            "mcp_servers", "mcp-client-2025-11-20",
            // https://platform.claude.com/docs/en/build-with-claude/context-editing
            "context_management", "context-management-2025-06-27",
            // https://platform.claude.com/docs/en/build-with-claude/refusals-and-fallback
            "fallbacks", "server-side-fallback-2026-07-01",
            // https://platform.claude.com/docs/en/build-with-claude/structured-outputs: the older word
            "output_format", "structured-outputs-2025-11-13");

    private static final Map<String, String> BY_TOOL = Map.of(
            // https://platform.claude.com/docs/en/agents-and-tools/tool-use/computer-use-tool
            "computer_20241022", "computer-use-2024-10-22",
            "computer_20250124", "computer-use-2025-01-24",
            "computer_20251124", "computer-use-2025-11-24",
            // https://platform.claude.com/docs/en/agents-and-tools/tool-use/code-execution-tool
            "code_execution_20250522", "code-execution-2025-05-22",
            // https://platform.claude.com/docs/en/agents-and-tools/tool-use/advisor-tool
            "advisor_20260301", "advisor-tool-2026-03-01");

    private Betas() {}

    /** @param always what the provider's settings ask for */
    static Set<String> of(List<String> always, Map<String, Object> request, Map<String, Object> body) {
        Set<String> betas = new LinkedHashSet<>(always);
        // The word of Anthropic's SDKs, and that of its API on other clouds.
        add(betas, request.get("betas"));
        add(betas, request.get("anthropic_beta"));
        body.keySet().forEach(member -> {
            String beta = BY_MEMBER.get(member);
            if (beta != null) {
                betas.add(beta);
            }
        });
        if (body.get("tools") instanceof List<?> tools) {
            for (Object tool : tools) {
                String beta = tool instanceof Map<?, ?> map && map.get("type") instanceof String type
                        ? BY_TOOL.get(type)
                        : null;
                if (beta != null) {
                    betas.add(beta);
                }
            }
        }
        if (String.valueOf(body.get("context_management")).contains("compact_20260112")) {
            // https://platform.claude.com/docs/en/build-with-claude/compaction
            betas.add("compact-2026-01-12");
        }
        if ("fast".equals(body.get("speed"))) {
            // https://platform.claude.com/docs/en/build-with-claude/fast-mode
            betas.add("fast-mode-2026-02-01");
        }
        if (body.get("output_config") instanceof Map<?, ?> config && config.containsKey("task_budget")) {
            // https://platform.claude.com/docs/en/build-with-claude/task-budgets
            betas.add("task-budgets-2026-03-13");
        }
        if (nameFiles(body.get("messages"))) {
            // https://platform.claude.com/docs/en/build-with-claude/files
            betas.add("files-api-2025-04-14");
        }
        return betas;
    }

    /** Whether messages or blocks, or blocks within them, name an uploaded file by its id. */
    private static boolean nameFiles(@Nullable Object blocks) {
        if (blocks instanceof List<?> list) {
            for (Object element : list) {
                if (element instanceof Map<?, ?> block && (isFile(block) || nameFiles(block.get("content")))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isFile(Map<?, ?> block) {
        return "container_upload".equals(block.get("type"))
                || (block.get("source") instanceof Map<?, ?> source && "file".equals(source.get("type")));
    }

    private static void add(Set<String> betas, @Nullable Object given) {
        if (given instanceof List<?> list) {
            list.forEach(beta -> betas.add(String.valueOf(beta)));
        }
    }
}

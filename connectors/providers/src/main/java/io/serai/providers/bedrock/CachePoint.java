package io.serai.providers.bedrock;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The canonical {@code cache_control}, which in Converse is a block of its own behind what it is about (<a
 * href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_CachePointBlock.html">CachePointBlock</a>).
 */
final class CachePoint {

    private CachePoint() {}

    /**
     * Puts a cache point behind the blocks there are, if the hint is one.
     *
     * @param owner the part, message or tool
     * @param path of the owner
     */
    static void after(Map<String, Object> owner, String path, Scope scope, List<Object> blocks, Drops drops) {
        if (!(owner.get("cache_control") instanceof Map<?, ?> hint)) {
            return;
        }
        if (!scope.caches || blocks.isEmpty()) {
            drops.add(path + ".cache_control");
            return;
        }
        Map<String, Object> point = new LinkedHashMap<>();
        point.put("type", "default");
        if (hint.get("ttl") instanceof String ttl) {
            // Five minutes is what a point without a time means.
            if (scope.anHour || ttl.equals("5m")) {
                if (scope.anHour) {
                    point.put("ttl", ttl);
                }
            } else {
                drops.add(path + ".cache_control.ttl");
            }
        }
        blocks.add(Map.of("cachePoint", point));
    }

    /** What a model allows where the point would be. */
    record Scope(boolean caches, boolean anHour) {

        static Scope ofMessages(ModelTraits traits) {
            return new Scope(traits.caches(), traits.cachesForAnHour());
        }

        static Scope ofTools(ModelTraits traits) {
            return new Scope(traits.cachesTools(), traits.cachesForAnHour());
        }
    }
}

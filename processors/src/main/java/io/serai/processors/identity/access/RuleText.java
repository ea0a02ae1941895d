package io.serai.processors.identity.access;

import io.serai.processors.yaml.YamlNode;

/**
 * A rule as it is written.
 *
 * @param language of the condition: {@code simple} or {@code jsonpath}
 * @param at where the condition stands
 * @param reason what a caller is told; may be empty
 */
record RuleText(String name, String language, String condition, YamlNode at, Effect effect, String reason) {}

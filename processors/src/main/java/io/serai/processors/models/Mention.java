package io.serai.processors.models;

import io.serai.processors.yaml.YamlException;
import io.serai.processors.yaml.YamlNode.Place;

/**
 * A model's name where another one names it.
 *
 * @param name such as {@code openai/gpt-4.1-mini} or {@code smart}
 */
record Mention(String name, Place place) {

    YamlException wrong(String what) {
        return new YamlException(place.file(), place.line(), place.key(), what);
    }
}

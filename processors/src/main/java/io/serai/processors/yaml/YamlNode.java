package io.serai.processors.yaml;

/** A value in a YAML file that knows where it stands. */
public sealed interface YamlNode permits YamlMap, YamlList, YamlScalar {

    /** Where the value stands. */
    Place place();

    /** In words, as messages say what was found. */
    String words();

    /** What is wrong with this value, ready to be thrown. */
    default YamlException wrong(String what) {
        return new YamlException(place().file(), place().line(), place().key(), what);
    }

    /** This value as an object. */
    default YamlMap map() {
        if (this instanceof YamlMap map) {
            return map;
        }
        throw wrong("expected keys with values, found " + words());
    }

    /** This value as a list; a single value is not one. */
    default YamlList list() {
        if (this instanceof YamlList list) {
            return list;
        }
        throw wrong("expected a list, found " + words());
    }

    /** This value as a text, a number or a flag. */
    default YamlScalar scalar() {
        if (this instanceof YamlScalar scalar) {
            return scalar;
        }
        throw wrong("expected a single value, found " + words());
    }

    /**
     * Where a value stands.
     *
     * @param file as it is named in messages
     * @param line the first is 1
     * @param key the way to it, such as {@code models.fast.targets[0]}; empty at the top
     */
    record Place(String file, int line, String key) {

        Place on(int otherLine) {
            return new Place(file, otherLine, key);
        }

        Place at(int line, String name) {
            return new Place(file, line, key.isEmpty() ? name : key + "." + name);
        }

        Place at(int line, int index) {
            return new Place(file, line, key + "[" + index + "]");
        }
    }
}

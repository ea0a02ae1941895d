package io.serai.gateway.importing;

import java.util.regex.Pattern;

/** What models.yaml takes as a model's name. */
final class ModelName {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:@~-]*(?:/[A-Za-z0-9._:@~-]+)*");
    private static final String STAR = "*";

    private ModelName() {}

    static boolean isValid(String name) {
        return NAME.matcher(name).matches();
    }

    /** With a star for names of many models. */
    static boolean isValidPattern(String name) {
        return isValid(name.replace(STAR, "x"));
    }
}

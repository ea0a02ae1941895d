package io.serai.processors.check;

import java.util.Arrays;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.support.CamelContextHelper;

/** Checks by the names of their beans. */
public final class Checks {

    private Checks() {}

    /**
     * Beans of type {@link Check}.
     *
     * @param names separated by commas; may be empty
     */
    public static List<Check> named(String names, CamelContext context) {
        return Arrays.stream(names.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(name -> CamelContextHelper.mandatoryLookup(context, name, Check.class))
                .toList();
    }
}

package io.serai.processors.models;

import io.serai.processors.check.Check;
import io.serai.processors.yaml.YamlNode;
import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;

/**
 * A check of answers: one that is described in the file, or a bean of the application.
 *
 * @param at where it stands
 * @param judge the model that it asks, if it does
 * @param origin where it comes from
 */
record CheckEntry(YamlNode at, Optional<Mention> judge, Origin origin) {

    /** Where a check comes from. */
    sealed interface Origin {

        /**
         * Described in the file.
         *
         * @param making makes it, once it is known whom names mean
         */
        record Described(Function<ModelNames, Check> making) implements Origin {}

        /** A bean of this name. */
        record Bean(String name) implements Origin {}
    }

    static CheckEntry of(YamlNode at, Check check) {
        return new CheckEntry(at, Optional.empty(), new Origin.Described(names -> check));
    }

    static CheckEntry ofBean(YamlNode at, String name) {
        return new CheckEntry(at, Optional.empty(), new Origin.Bean(name));
    }

    /**
     * Sees to it that the check is there for who looks it up.
     *
     * @param name of the bean that it becomes, if it is none
     * @return the name of the bean that it is
     */
    String bind(CamelContext camel, String name, ModelNames names) {
        if (origin instanceof Origin.Described described) {
            Check check = described.making().apply(names);
            CamelContextAware.trySetCamelContext(check, camel);
            camel.getRegistry().bind(name, check);
            return name;
        }
        String bean = ((Origin.Bean) origin).name();
        if (camel.getRegistry().lookupByNameAndType(bean, Check.class) == null) {
            throw at.wrong("expected the name of a bean that is a check, found '" + bean + "'");
        }
        return bean;
    }
}

package io.serai.processors.store;

import io.serai.processors.store.Database.Kind;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** A fresh database of each kind; JUnit closes it after the class. */
public final class EachDatabase implements ArgumentsProvider {

    @Override
    public Stream<? extends Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        return Arrays.stream(Kind.values()).map(kind -> Arguments.of(DatabaseKit.fresh(kind)));
    }
}

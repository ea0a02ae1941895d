package io.serai.gateway.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/** The arrows of the design, as sentences. */
@AnalyzeClasses(
        packages = "io.serai",
        importOptions = {DoNotIncludeTests.class, ArchitectureTest.DoNotIncludeTestJars.class})
class ArchitectureTest {

    /** The processors' test-jar, whose classes {@link DoNotIncludeTests} knows only as a folder. */
    static final class DoNotIncludeTestJars implements ImportOption {

        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    @ArchTest
    static final ArchRule api_knowsJacksonAndJSpecifyOnly = classes()
            .that()
            .resideInAPackage("io.serai.api..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("io.serai.api..", "java..", "com.fasterxml.jackson.core..", "org.jspecify..");

    @ArchTest
    static final ArchRule processors_knowOnlyTheApiOfOurs = noClasses()
            .that()
            .resideInAPackage("io.serai.processors..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.serai.providers..", "io.serai.gateway..");

    @ArchTest
    static final ArchRule providers_knowNeitherProcessorsNorGateway = noClasses()
            .that()
            .resideInAPackage("io.serai.providers..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.serai.processors..", "io.serai.gateway..");

    @ArchTest
    static final ArchRule libraries_knowNoHttpServer = noClasses()
            .that()
            .resideInAnyPackage("io.serai.api..", "io.serai.providers..", "io.serai.processors..")
            .should()
            .dependOnClassesThat()
            .haveNameMatching(
                    "io\\.vertx\\.core\\.http\\.HttpServer.*|io\\.vertx\\.ext\\.web\\..*|org\\.apache\\.camel\\.component\\.platform\\..*");

    @ArchTest
    static final ArchRule dialects_doNotSeeEachOther =
            slices().assignedFrom(new DialectSlices()).should().notDependOnEachOther();

    /** Every package of {@code io.serai.providers} that is not shared is a dialect's own. */
    private static final class DialectSlices implements SliceAssignment {
        private static final Set<String> SHARED = Set.of(
                "http",
                "spi",
                "tokens",
                "exchange",
                "secret",
                "ai",
                "model",
                "google",
                "compatible",
                "keys",
                "faults",
                "waiting");

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            String prefix = "io.serai.providers.";
            if (!type.getPackageName().startsWith(prefix)) {
                return SliceIdentifier.ignore();
            }
            String part = type.getPackageName().substring(prefix.length()).split("\\.", 2)[0];
            return SHARED.contains(part) ? SliceIdentifier.ignore() : SliceIdentifier.of(part);
        }

        @Override
        public String getDescription() {
            return "dialects";
        }
    }

    @ArchTest
    static final ArchRule policies_doNotSeeEachOther = slices().matching("io.serai.processors.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(alwaysTrue(), resideInAPackage("io.serai.processors.frontend.."))
            .ignoreDependency(alwaysTrue(), resideInAPackage("io.serai.processors.check.."))
            .ignoreDependency(alwaysTrue(), resideInAPackage("io.serai.processors.yaml.."))
            .ignoreDependency(alwaysTrue(), resideInAPackage("io.serai.processors.prices.."))
            .ignoreDependency(alwaysTrue(), resideInAPackage("io.serai.processors.store.."))
            // Who calls is found out by one of several ways, each of which fills in what this package asks.
            .ignoreDependency(alwaysTrue(), resideInAPackage("io.serai.processors.identity.."))
            // What is limited is taken down.
            .ignoreDependency(
                    resideInAPackage("io.serai.processors.limits.."), resideInAPackage("io.serai.processors.ledger.."))
            // What caches have done is told to callers, and counted.
            .ignoreDependency(
                    resideInAnyPackage("io.serai.processors.frontend..", "io.serai.processors.metrics.."),
                    resideInAPackage("io.serai.processors.cache.."))
            // Where a question points may choose a target, and says which other it is like.
            .ignoreDependency(
                    resideInAPackage("io.serai.processors.semantic.."),
                    resideInAPackage("io.serai.processors.routing.."))
            .ignoreDependency(
                    resideInAPackage("io.serai.processors.cache.."), resideInAPackage("io.serai.processors.semantic.."))
            // What nodes share is what others keep for one of them.
            .ignoreDependency(resideInAPackage("io.serai.processors.cluster.."), alwaysTrue())
            // What models.yaml says is made of the policies.
            .ignoreDependency(resideInAPackage("io.serai.processors.models.."), alwaysTrue());

    @ArchTest
    static final ArchRule engine_doesNotKnowItsBoot = noClasses()
            .that()
            .resideInAPackage("io.serai.gateway.http..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.serai.gateway.boot..", "io.serai.gateway.reload..", "io.prometheus..", "io.micrometer..");

    /** F9 and F10: there is nothing that a caller, or an administrator, could have run a command or a script of his with. */
    @ArchTest
    static final ArchRule nothing_runsCommandsOrScripts = noClasses()
            .that()
            .resideOutsideOfPackage("io.serai.bench..")
            .should()
            .dependOnClassesThat()
            .haveNameMatching(
                    "java\\.lang\\.ProcessBuilder|javax\\.script\\..*|org\\.apache\\.camel\\.component\\.exec\\..*")
            .orShould()
            .callMethod(Runtime.class, "exec", String.class);

    @ArchTest
    static final ArchRule translators_arePure = noClasses()
            .that()
            .haveSimpleNameEndingWith("Translator")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.camel..", "io.vertx..", "org.slf4j..", "java.net.http..");

    @ArchTest
    static final ArchRule names_sayWhatAClassDoes =
            noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Manager|Impl|Common|Base)");

    @ArchTest
    static final ArchRule packages_areNullMarked = classes()
            .that(areOurOwn())
            .should(new ArchCondition<>("live in a @NullMarked package") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    boolean marked = type.getPackage()
                            .tryGetPackageInfo()
                            .map(info -> info.isAnnotatedWith(NullMarked.class))
                            .orElse(false);
                    if (!marked) {
                        events.add(SimpleConditionEvent.violated(
                                type, type.getName() + " lives in a package that is not @NullMarked"));
                    }
                }
            });

    @ArchTest
    static final ArchRule statics_areConstants =
            noFields().that(areStaticAndOurOwn()).should().notBeFinal();

    private static DescribedPredicate<JavaClass> areOurOwn() {
        return DescribedPredicate.describe("are written by hand", type -> !isGenerated(type));
    }

    private static DescribedPredicate<JavaField> areStaticAndOurOwn() {
        return DescribedPredicate.describe(
                "are static",
                field -> field.getModifiers().contains(JavaModifier.STATIC)
                        && !field.getModifiers().contains(JavaModifier.SYNTHETIC)
                        && !isGenerated(field.getOwner()));
    }

    /** Made by camel-package-maven-plugin. */
    private static boolean isGenerated(JavaClass type) {
        return type.getSimpleName().matches(".*(Configurer|UriFactory|ConvertersLoader)");
    }
}

package io.serai.processors.identity.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** F8, F9: a rule sees facts about a call, and reaches nothing else. */
class SimpleConditionTest {

    @Test
    void condition_tellsItsFacts() {
        assertThat(SimpleCondition.facts("${variable.tenant} == 'ten_1' && ${variable.hour} >= 22"))
                .containsExactlyInAnyOrder(Fact.TENANT, Fact.HOUR);
        assertThat(SimpleCondition.facts("${variable.user} == ${variable.app}"))
                .containsExactlyInAnyOrder(Fact.USER, Fact.APP);
        assertThat(SimpleCondition.facts("${variable.tags} contains \"batch\" || ${variable.hour} !range '9..17'"))
                .containsExactlyInAnyOrder(Fact.TAGS, Fact.HOUR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "true",
                "${variable.model}",
                "${env:HOME} == 'x'",
                "${env.HOME} == 'x'",
                "${sys.user.home} == 'x'",
                "${sysenv.HOME} == 'x'",
                "${bean:thing} == 'x'",
                "${bean:type:java.lang.Runtime?method=getRuntime} == 'x'",
                "${ref:thing} == 'x'",
                "${camelContext} != 'x'",
                "${camelContext.version} == 'x'",
                "${exchange.context} == 'x'",
                "${exchangeProperty.SeraiCaller} == 'x'",
                "${header.authorization} == 'x'",
                "${headers} == 'x'",
                "${body} == 'x'",
                "${body.class} == 'x'",
                "${body.getClass.getClassLoader} == 'x'",
                "${bodyAs(java.lang.String)} == 'x'",
                "${mandatoryBodyAs(java.lang.String)} == 'x'",
                "${properties:serai.auth.pepper} == 'x'",
                "${propertiesExist:serai.auth.pepper} == 'true'",
                "${type:java.lang.Runtime} == 'x'",
                "${date:now:yyyy} == '2026'",
                "${random(1,2)} == 1",
                "${file:name} == 'x'",
                "${threadName} == 'x'",
                "${hostname} == 'x'",
                "${messageHistory} == 'x'",
                "${jsonpath($.model)} == 'x'",
                "${xpath(/a)} == 'x'",
                "${collate(3)} == 'x'",
                "${setHeader(a,b)} == 'x'",
                "${variable.secret} == 'x'",
                "${variable.Model} == 'x'",
                "${variable.model.class} == 'x'",
                "${variable.model[0]} == 'x'",
                "${variable.model?.bytes} == 'x'",
                "${variable.model.toString()} == 'x'",
                "${variable.global:pepper} == 'x'",
                "${variable:model} == 'x'",
                "${ variable.model } == 'x'",
                "$simple{variable.model} == 'x'",
                "$init{ $a := ${env:HOME}; }init$ ${variable.model} == 'x'",
                "${variable.model} == '${env:HOME}'",
                "${variable.model} == \"${env:HOME}\"",
                "${variable.model} == '$simple{env:HOME}'",
                "${variable.model} == '{{env:HOME}}'",
                "{{env:HOME}} == 'x'",
                "${variable.model} == '{{serai.auth.pepper}}'",
                "${variable.model} == '#{bean}'",
                "${variable.model} == 'a\\tb'",
                "${variable.model} == x",
                "${variable.model} == null",
                "${variable.model} = 'x'",
                "${variable.model}=='x'",
                "${variable.model} is 'java.lang.String'",
                "${variable.model} !is 'java.lang.String'",
                "${variable.model} regex '(a+)+$'",
                "${variable.model} !regex 'a'",
                "${variable.hour}++",
                "${variable.model} ?: 'x'",
                "${variable.model} == 'x' ? 'a' : 'b'",
                "${variable.model} ~> ${uppercase()}",
                "${variable.model} == 'x' and ${variable.app} == 'y'",
                "${variable.model} == 'x' &&",
                "&& ${variable.model} == 'x'",
                "(${variable.model} == 'x')",
                "${variable.model} == 'x' && ${variable.app} == 'y' || ${variable.user} == 'z'",
                "${variable.model} == 'x' ; ${env:HOME}",
                "${variable.model} == 'x' && ${env:HOME} == 'y'",
                "${variable.model} == 'x",
                "${variable.model} == 'x' #",
                "T(java.lang.Runtime).getRuntime()",
                "@java.lang.Runtime@getRuntime()"
            })
    void condition_thatReachesBeyondTheFacts_isRefused(String condition) {
        assertThatThrownBy(() -> SimpleCondition.facts(condition))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model == 'x'", "$.model ${env:HOME}", "$[?(@.model == '${env:HOME}')]",
                        "$[?(@.model == '{{env:HOME}}')]",
                "$[?(@.model =~ /(a+)+$/)]", "$simple{env:HOME}", "$init{", "$[?(@.model == '#{x}')]"
            })
    void path_thatReachesBeyondTheFacts_isRefused(String path) {
        assertThatThrownBy(() -> JsonPathCondition.check(path)).isInstanceOf(IllegalArgumentException.class);
    }
}

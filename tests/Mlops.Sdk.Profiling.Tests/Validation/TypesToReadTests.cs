namespace Mlops.Sdk.Profiling.Tests.Validation;

public sealed class TypesToReadTests
{
    [Fact]
    public void TypesToRead_FileWhoseCodesAreDigits_ReadsAnewAndPasses()
    {
        Dataset before = Dataset.ParseCsv("code,n\n" + string.Join('\n', Enumerable.Range(0, 400).Select(i => $"{(i % 2 == 0 ? "1" : "A")}{i % 7},{i}")));
        DataRules rules = DataRules.Infer(before);
        const string next = "code,n\n10,1\n12,2\n16,3\n";
        Dataset read = Dataset.ParseCsv(next);
        Assert.Equal(ColumnType.Integer, read.Schema["code"].Type);
        Assert.False(rules.Validate(read).Passed);
        IReadOnlyDictionary<string, ColumnType> types = rules.TypesToRead(read.Schema);
        Assert.Equal([new("code", ColumnType.Text)], types);
        Dataset anew = Dataset.ParseCsv(next, new() { Types = types });
        Assert.True(rules.Validate(anew).Passed, rules.Validate(anew).ToString());
        Assert.Empty(rules.TypesToRead(anew.Schema));
    }

    [Fact]
    public void TypesToRead_RulesThatSpeakOfTexts_AreFoundInsideConditions_AndADeclaredTypeWins()
    {
        Dataset numbers = new(new IntegerColumn("a", new long[] { 1 }), new IntegerColumn("b", new long[] { 1 }), new IntegerColumn("c", new long[] { 1 }), new NumberColumn("d", new[] { 1.0 }));
        DataRules rules = DataRules.Empty.Add(
            Rule.When(Rule.InSet("a", "1", "x"), Rule.Matches("b", "[0-9]")), Rule.AnyOf(Rule.HasLength("c", 1), Rule.InRange("c", 0)), Rule.HasType("c", ColumnType.Integer), Rule.InSet("d", 1, 2), Rule.Matches("absent", "x"));
        Assert.Equal(["a", "b"], rules.TypesToRead(numbers.Schema).Keys.Order());
    }
}

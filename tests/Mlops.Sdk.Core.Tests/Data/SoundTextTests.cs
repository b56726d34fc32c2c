namespace Mlops.Sdk.Core.Tests.Data;

/// <summary>Halves of surrogate pairs become U+FFFD when they enter, and are found by what they were.</summary>
public sealed class SoundTextTests
{
    private const string Broken = "\uD800 lone \uDC00", Other = "\uDBFF lone \uDFFF", Sound = "\uFFFD lone \uFFFD";

    [Fact]
    public void Levels_ThatDifferInLoneSurrogatesAlone_AreOne()
    {
        CategoryColumn column = CategoryColumn.FromValues("c", [Broken, Other, null, "😀"]);
        Assert.Equal(["😀", Sound], column.Levels.Names);
        Assert.Equal(column.GetLevel(0), column.GetLevel(1));
        Assert.Equal(column.Codes[0], column.Levels.IndexOf(Broken));
        Assert.Equal(column.Codes[0], column.Levels.IndexOf(Other.AsSpan()));
        Assert.Throws<ArgumentException>(() => new CategoryLevels([Broken, Other]));
    }

    [Fact]
    public void Name_WithALoneSurrogate_IsSound_AndFoundByBoth()
    {
        var data = new Dataset(new NumberColumn(Broken, new double[] { 1 }));
        Assert.Equal(Sound, data.Schema[0].Name);
        Assert.Same(data[Sound], data[Broken]);
        Assert.Equal(Sound, new Schema([new Field(Broken, ColumnType.Text)])[0].Name);
        Assert.Throws<ArgumentException>(() => new Dataset(new NumberColumn(Broken, new double[] { 1 }), new NumberColumn(Other, new double[] { 1 })));
    }
}

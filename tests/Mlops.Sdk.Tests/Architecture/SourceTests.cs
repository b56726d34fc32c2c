namespace Mlops.Sdk.Tests.Architecture;

public sealed class SourceTests
{
    private const int MostLines = 400;

    [Fact]
    public void SourceFile_Length_IsAtMost400Lines() => Assert.Empty(
        Repository.SourceFiles("src").Where(path => File.ReadLines(path).Count() > MostLines).Select(Relative));

    [Fact]
    public void SourceFiles_MedianAndNinetiethPercentile_StaySmall()
    {
        int[] lengths = [.. Repository.SourceFiles("src").Select(path => File.ReadLines(path).Count()).Order()];
        Assert.InRange(lengths[lengths.Length / 2], 1, 80);
        Assert.InRange(lengths[lengths.Length * 9 / 10], 1, 250);
    }

    [Fact]
    public void SourceFile_HasNoTodoAndNoRegion() => Assert.Empty(
        from path in Repository.SourceFiles("src")
        from line in File.ReadLines(path)
        where line.Contains("// TODO", StringComparison.OrdinalIgnoreCase) || line.TrimStart().StartsWith("#region", StringComparison.Ordinal)
        select $"{Relative(path)}: {line.Trim()}");

    private static string Relative(string path) => Path.GetRelativePath(Repository.Root, path);
}

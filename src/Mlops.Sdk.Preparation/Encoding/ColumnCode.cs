using System.Text.Json.Serialization;

namespace Mlops.Sdk;

/// <summary>What is learnt of one column: which columns it becomes, and how.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "$kind")]
[JsonDerivedType(typeof(OneHotCode), "one_hot")]
[JsonDerivedType(typeof(OrdinalCode), "ordinal")]
[JsonDerivedType(typeof(LevelNumbersCode), "target")]
[JsonDerivedType(typeof(FrequencyCode), "frequency")]
[JsonDerivedType(typeof(HashedNgramsCode), "hashed_ngrams")]
[JsonDerivedType(typeof(HashingCode), "hashing")]
[JsonDerivedType(typeof(NumberTextCode), "number_text")]
[JsonDerivedType(typeof(TimestampCode), "timestamp")]
[JsonDerivedType(typeof(DroppedCode), "dropped")]
internal abstract record ColumnCode(string Name, ColumnType Type)
{
    /// <summary>The columns that it becomes, all of numbers. The column itself stays, as a number, when its own name is among them.</summary>
    public required string[] Outputs { get; init; }

    /// <summary>The levels, where the schema does not hold them: of a text, and of a category whose unseen levels are told from missing values.</summary>
    public string[]? TextLevels { get; init; }

    /// <summary>How it is encoded, for people.</summary>
    [JsonIgnore]
    public abstract string Method { get; }

    /// <summary>Levels at fit, or null where there are none.</summary>
    [JsonIgnore]
    public virtual int? LevelCount => null;

    /// <summary>Whether the column is read when the code is applied.</summary>
    [JsonIgnore]
    public virtual bool IsRead => true;

    /// <summary>Whether levels are looked up; otherwise the column is taken as it comes.</summary>
    [JsonIgnore]
    public virtual bool UsesLevels => true;

    /// <summary>Whether a level that was not seen at fit is told from a missing value. The schema's levels would make it one.</summary>
    [JsonIgnore]
    public virtual bool TellsUnseen => false;

    /// <summary>Whether the code has a number for everything that it may be asked, as one that was read from a file may not.</summary>
    /// <param name="levels">The number of levels at fit, 0 for a code without levels.</param>
    public virtual bool IsWhole(int levels) => true;

    /// <summary>One array of numbers for each output.</summary>
    /// <param name="column">The column with its type.</param>
    /// <param name="levels">The levels at fit, for a code that uses them.</param>
    /// <param name="cancellationToken">Honoured by what takes long.</param>
    public abstract double[][] Encode(Column column, CategoryLevels? levels, CancellationToken cancellationToken);

    /// <summary>The code with names for its outputs that are not taken.</summary>
    public ColumnCode Named(NewNames names) => this with { Outputs = Array.ConvertAll(Outputs, output => output == Name ? output : names.Take(output)) };

    protected static double[][] Allocate(int outputs, int rows)
    {
        var arrays = new double[outputs][];
        for (int i = 0; i < outputs; i++) arrays[i] = new double[rows];
        return arrays;
    }
}

namespace Mlops.Sdk;

/// <summary>What one of several readers reads.</summary>
/// <param name="Reader">Its number from 0.</param>
/// <param name="Readers">How many there are.</param>
internal readonly record struct ScanShare(int Reader, int Readers)
{
    public static ScanShare All { get; } = new(0, 1);

    public bool Has(ScanBlock block) => block.Turn % Readers == Reader;
}

/** Given and family names by the country of the real invoices; the pairs are drawn at random and mean nobody. */
type Names = { first: string[]; last: string[]; cities: string[]; dial: string };

const list = (text: string) => text.split(' ');

export const unitedKingdom: Names = {
  first: list(
    'Amelia Oliver Isla George Ava Harry Emily Noah Sophie Jack Grace Leo Freya Arthur Ruby Muhammad Aisha Priya Arjun Mei Chidi Amara Siobhan Rhys Fiona Callum Zoë Eleanor Thomas Hannah Edward Charlotte',
  ),
  last: list(
    'Smith Jones Taylor Brown Williams Wilson Johnson Davies Patel Wright Walker White Thompson Hughes Khan Green Hall Wood Clarke Jackson Begum Singh Okafor Evans Murphy O’Neill MacDonald Campbell Ahmed Chen',
  ),
  cities: list('London Manchester Bristol Leeds Glasgow Cardiff Belfast Sheffield Norwich Exeter Bath York'),
  dial: '+44',
};

const european = (first: string, last: string, cities: string): Names => ({
  first: list(first),
  last: list(last),
  cities: list(cities),
  dial: '+44',
});

export const byCountry: Record<string, Names> = {
  Germany: european(
    'Anna Lukas Marie Felix Jürgen Käthe Björn Sabine',
    'Müller Schmidt Weber Schäfer Köhler Groß Yılmaz Nowak',
    'Berlin Hamburg München Köln Leipzig',
  ),
  Austria: european('Leonie Maximilian Gräfin Tobias', 'Gruber Huber Pichler Österreicher', 'Wien Graz Linz'),
  France: european(
    'Camille Hugo Chloé René Zoé François Inès Élodie',
    'Martin Bernard Lefèvre Moreau Garnier Benali Dupré',
    'Paris Lyon Nantes Lille',
  ),
  Belgium: european('Noor Arthur Emma Jules', 'Peeters Janssens Maes Dubois', 'Bruxelles Gent Liège'),
  Spain: european('Lucía Hugo Martina Íñigo María Pablo', 'García Núñez López Muñoz Ibáñez', 'Madrid Sevilla Bilbao'),
  Portugal: european('Inês João Beatriz Gonçalo', 'Silva Conceição Santos Araújo', 'Lisboa Porto Braga'),
  Italy: european('Giulia Lorenzo Sofia Niccolò', 'Rossi Russo D’Angelo Esposito', 'Roma Milano Torino'),
  Netherlands: european('Sanne Daan Eva Bram', 'Visser Bakker Smit Meijer', 'Utrecht Delft Amsterdam'),
  Poland: european('Łukasz Zofia Michał Agnieszka', 'Kowalczyk Wiśniewska Dąbrowski Wójcik', 'Kraków Łódź Gdańsk'),
  Norway: european('Ingrid Øyvind Åse Lars', 'Hansen Bjørnstad Haugen Sæther', 'Oslo Bergen'),
  Sweden: european('Astrid Björn Elsa Göran', 'Andersson Sjöberg Lindström', 'Stockholm Malmö'),
  Denmark: european('Freja Søren Ida Mikkel', 'Jensen Sørensen Østergaard', 'København Aarhus'),
  Finland: european('Aino Väinö Helmi Eero', 'Korhonen Mäkinen Hämäläinen', 'Helsinki Turku'),
  Greece: european('Ελένη Γιώργος Μαρία Νίκος', 'Παπαδόπουλος Γεωργίου Δημητρίου', 'Αθήνα Πάτρα'),
  Cyprus: european('Andreas Μαρία Christos Ελένη', 'Georgiou Χαραλάμπους Nicolaou', 'Λευκωσία Limassol'),
  Japan: european('陽菜 蓮 さくら 大翔', '佐藤 鈴木 高橋 田中', '東京 大阪'),
  Israel: european('נועה איתי תמר דניאל', 'כהן לוי מזרחי', 'חיפה ירושלים'),
  'United Arab Emirates': european('مريم أحمد فاطمة يوسف', 'الهاشمي المنصوري العلي', 'دبي أبوظبي'),
  'Saudi Arabia': european('نورة عبدالله', 'القحطاني الغامدي', 'الرياض جدة'),
  Bahrain: european('زينب علي', 'الخليفة المحرقي', 'المنامة المحرق'),
};

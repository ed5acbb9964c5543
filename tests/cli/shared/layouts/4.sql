-- A campaign of layout 4, made by make_4.sh.
PRAGMA application_id = 1953063521;
PRAGMA user_version = 4;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE IF NOT EXISTS "d_1.1" (_id INTEGER PRIMARY KEY, _submission INTEGER NOT NULL, _line INTEGER, _origin INTEGER, "部门号" TEXT, "部门名称" TEXT, "人数" INTEGER, "电话" TEXT);
INSERT INTO "d_1.1" VALUES(5,11,2,NULL,'02','乙部',4,'0000-1234567');
INSERT INTO "d_1.1" VALUES(6,11,3,NULL,'03','戊部',9,NULL);
INSERT INTO "d_1.1" VALUES(7,12,2,NULL,'01','甲部',4,NULL);
CREATE TABLE IF NOT EXISTS "h_1.1" (_id INTEGER, _submission INTEGER NOT NULL, _line INTEGER, _origin INTEGER, "部门号" TEXT, "部门名称" TEXT, "人数" INTEGER, "电话" TEXT);
INSERT INTO "h_1.1" VALUES(2,2,2,NULL,'02','乙部',0,'0000-1234567');
INSERT INTO "h_1.1" VALUES(3,3,2,NULL,'02','乙部',9,'0000-1234567');
INSERT INTO "h_1.1" VALUES(4,3,5,NULL,'03','戊部',NULL,NULL);
INSERT INTO "h_1.1" VALUES(1,1,2,NULL,'01','甲部',3,NULL);
CREATE TABLE IF NOT EXISTS "m_1.1" (_id INTEGER PRIMARY KEY, "部门号" TEXT, "部门名称" TEXT, "人数" INTEGER, "电话" TEXT);
INSERT INTO "m_1.1" VALUES(1,'01','甲部',4,NULL);
INSERT INTO "m_1.1" VALUES(2,'02','乙部',4,'0000-1234567');
INSERT INTO "m_1.1" VALUES(3,'03','戊部',9,NULL);
CREATE TABLE IF NOT EXISTS "d_1.2" (_id INTEGER PRIMARY KEY, _submission INTEGER NOT NULL, _line INTEGER, _origin INTEGER, "工号" TEXT, "姓名" TEXT, "性别" TEXT, "出生日期" TEXT, "部门号" TEXT, "部门名称" TEXT, "课酬" REAL);
INSERT INTO "d_1.2" VALUES(1,4,2,NULL,'0201','测试丙','男','1980-01-02','01','甲部',3000.0);
INSERT INTO "d_1.2" VALUES(2,5,2,NULL,'0202','测试丁','女',NULL,'01',NULL,60000.0);
INSERT INTO "d_1.2" VALUES(3,13,2,NULL,'0204','测试壬','女',NULL,'01',NULL,3.0);
CREATE TABLE IF NOT EXISTS "h_1.2" (_id INTEGER, _submission INTEGER NOT NULL, _line INTEGER, _origin INTEGER, "工号" TEXT, "姓名" TEXT, "性别" TEXT, "出生日期" TEXT, "部门号" TEXT, "部门名称" TEXT, "课酬" REAL);
CREATE TABLE IF NOT EXISTS "m_1.2" (_id INTEGER PRIMARY KEY, "工号" TEXT, "姓名" TEXT, "性别" TEXT, "出生日期" TEXT, "部门号" TEXT, "部门名称" TEXT, "课酬" REAL);
CREATE TABLE IF NOT EXISTS "d_1.3" (_id INTEGER PRIMARY KEY, _submission INTEGER NOT NULL, _line INTEGER, _origin INTEGER, "部门号" TEXT, "教师数" INTEGER);
INSERT INTO "d_1.3" VALUES(4,15,2,NULL,'01',3);
INSERT INTO "d_1.3" VALUES(5,15,3,NULL,'02',5);
INSERT INTO "d_1.3" VALUES(6,15,4,NULL,'03',1);
INSERT INTO "d_1.3" VALUES(7,10,1,NULL,'01',3);
CREATE TABLE IF NOT EXISTS "h_1.3" (_id INTEGER, _submission INTEGER NOT NULL, _line INTEGER, _origin INTEGER, "部门号" TEXT, "教师数" INTEGER);
INSERT INTO "h_1.3" VALUES(1,6,2,NULL,'01',2);
INSERT INTO "h_1.3" VALUES(2,6,3,NULL,'02',5);
CREATE TABLE IF NOT EXISTS "m_1.3" (_id INTEGER PRIMARY KEY, "部门号" TEXT, "教师数" INTEGER);
CREATE TABLE IF NOT EXISTS "d_1.4" (_id INTEGER PRIMARY KEY, _submission INTEGER NOT NULL, _line INTEGER, _origin INTEGER, "序号" INTEGER, "名称" TEXT, "获奖日期" TEXT);
INSERT INTO "d_1.4" VALUES(6,14,4,NULL,1,'省内一等奖','2022-01-02');
INSERT INTO "d_1.4" VALUES(7,16,2,NULL,7,'省外三等奖','2022-03-01');
INSERT INTO "d_1.4" VALUES(8,16,3,NULL,5,'省外一等奖','2022-01-01');
INSERT INTO "d_1.4" VALUES(9,16,2,9,3,'省外二等奖','2022-02-01');
INSERT INTO "d_1.4" VALUES(10,16,3,9,4,'省外三等奖',NULL);
INSERT INTO "d_1.4" VALUES(11,16,4,7,1,'省外一等奖','2020-01-01');
CREATE TABLE IF NOT EXISTS "h_1.4" (_id INTEGER, _submission INTEGER NOT NULL, _line INTEGER, _origin INTEGER, "序号" INTEGER, "名称" TEXT, "获奖日期" TEXT);
INSERT INTO "h_1.4" VALUES(1,7,4,NULL,1,'省外一等奖','2020-01-01');
INSERT INTO "h_1.4" VALUES(2,8,4,NULL,1,'省内一等奖','2022-01-01');
INSERT INTO "h_1.4" VALUES(3,9,2,NULL,3,'省外二等奖','2022-02-01');
INSERT INTO "h_1.4" VALUES(4,9,3,NULL,4,'省外三等奖',NULL);
INSERT INTO "h_1.4" VALUES(5,9,4,7,1,'省外一等奖','2020-01-01');
CREATE TABLE IF NOT EXISTS "m_1.4" (_id INTEGER PRIMARY KEY, "序号" INTEGER, "名称" TEXT, "获奖日期" TEXT);
CREATE TABLE 代码 (清单 TEXT NOT NULL, 代码 TEXT, 标签 TEXT NOT NULL, 类别 TEXT, PRIMARY KEY (清单, 标签)) WITHOUT ROWID;
INSERT INTO "代码" VALUES('性别','2','女',NULL);
INSERT INTO "代码" VALUES('性别','1','男',NULL);
INSERT INTO "代码" VALUES('是否','0','否',NULL);
INSERT INTO "代码" VALUES('是否','1','是',NULL);
CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO setting VALUES('created','2022-09-01T00:00:00');
INSERT INTO setting VALUES('deadline_school','2022-11-10');
INSERT INTO setting VALUES('edition','edition');
INSERT INTO setting VALUES('id','00000000000000000000000000000000');
INSERT INTO setting VALUES('layout_of','d11563fd964679d48e36112b1bc327b35e1938425eeaa26b3886325d7cde4fc8');
INSERT INTO setting VALUES('levels','department,lead,school');
INSERT INTO setting VALUES('log_head','54 92bd2a780e24a82013f7d1286905e276d34772b09d38a112533a4206190d146c');
INSERT INTO setting VALUES('merged_at','2022-10-25T00:00:00');
INSERT INTO setting VALUES('merged_state','aac4778da5cb79dc79c0e6085f521d875d56301e9e1c8f55b103bf105855db9d');
INSERT INTO setting VALUES('outdated','0');
INSERT INTO setting VALUES('review_days','3');
INSERT INTO setting VALUES('school','测试学校');
INSERT INTO setting VALUES('secret','00000000000000000000000000000001');
INSERT INTO setting VALUES('windows','');
INSERT INTO setting VALUES('year','2021-2022');
CREATE TABLE department (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL UNIQUE,
  short TEXT,
  aliases TEXT,
  groups TEXT,
  parent TEXT,
  shown TEXT NOT NULL AS (coalesce(nullif(short, ''), name))
) STRICT;
INSERT INTO department VALUES(1,'A','办公室','','校办','','');
INSERT INTO department VALUES(2,'B','甲系','','','各系部','');
INSERT INTO department VALUES(3,'C','乙系','','','各系部','');
CREATE TABLE staff (
  id TEXT PRIMARY KEY, -- 工号
  name TEXT NOT NULL,
  department INTEGER NOT NULL REFERENCES department,
  kind TEXT,           -- 校内教师, ...: a class of persons in task lists
  can_review INTEGER NOT NULL CHECK (can_review IN (0, 1)),
  is_collector INTEGER NOT NULL CHECK (is_collector IN (0, 1)),
  email TEXT
) STRICT, WITHOUT ROWID;
INSERT INTO staff VALUES('0101','测试甲',1,'管理人员',1,0,NULL);
INSERT INTO staff VALUES('0102','测试乙',1,'管理人员',1,1,'yi@example.edu.cn');
INSERT INTO staff VALUES('0103','测试庚',1,'管理人员',1,0,NULL);
INSERT INTO staff VALUES('0104','测试辛',1,'管理人员',1,0,NULL);
INSERT INTO staff VALUES('0201','测试丙',2,'校内教师',1,1,NULL);
INSERT INTO staff VALUES('0202','测试丁',2,'校内教师',0,0,NULL);
INSERT INTO staff VALUES('0203','测试戊',2,'校内教师',0,0,NULL);
INSERT INTO staff VALUES('0204','测试壬',2,'校内教师',0,0,NULL);
INSERT INTO staff VALUES('0301','测试己',3,'管理人员',1,0,NULL);
CREATE TABLE assignment (
  table_no TEXT PRIMARY KEY,
  source TEXT,
  fillers TEXT,
  reviewers TEXT,
  remark TEXT,
  mode TEXT NOT NULL CHECK (mode IN ('filled', 'cloud', 'derived', 'none')),
  lead TEXT,
  deadline TEXT,
  collectors TEXT,
  approvers TEXT
) STRICT, WITHOUT ROWID;
INSERT INTO assignment VALUES('1.1','','办公室','办公室','云端同步 (可补充)','cloud','办公室','2022-10-20','','');
INSERT INTO assignment VALUES('1.2','','校内教师','办公室','','filled','','2022-10-20','','');
INSERT INTO assignment VALUES('1.3','','自动生成','自动生成','自动生成','derived','','','','');
INSERT INTO assignment VALUES('1.4','','办公室（省内）/甲系（省外）','办公室','','filled','办公室','2022-10-20','','');
CREATE TABLE slice (
  id INTEGER PRIMARY KEY,
  table_no TEXT NOT NULL,
  department INTEGER NOT NULL REFERENCES department,
  kind TEXT NOT NULL DEFAULT 'whole'
    CHECK (kind IN ('whole', 'teacher', 'condition', 'cloud')),
  part TEXT NOT NULL DEFAULT '',
  reviewer INTEGER REFERENCES department,
  lead INTEGER REFERENCES department,
  collector TEXT REFERENCES staff,
  approver TEXT REFERENCES staff,
  deadline TEXT,
  submitted_at TEXT,
  state TEXT NOT NULL DEFAULT 'missing'
    CHECK (state IN ('missing', 'returned', 'submitted', 'department', 'lead',
                     'school', 'nil')),
  reason TEXT,
  UNIQUE (table_no, department, kind, part),
  CHECK ((part = '') = (kind IN ('whole', 'cloud')))
) STRICT;
INSERT INTO slice VALUES(1,'1.1',1,'whole','',1,1,NULL,NULL,'2022-10-20','2022-10-10T00:00:00','school',NULL);
INSERT INTO slice VALUES(2,'1.2',2,'teacher','0201',1,NULL,NULL,NULL,'2022-10-20','2022-10-08T00:00:00','submitted',NULL);
INSERT INTO slice VALUES(3,'1.2',2,'teacher','0202',1,NULL,NULL,NULL,'2022-10-20','2022-10-08T00:00:00','lead',NULL);
INSERT INTO slice VALUES(4,'1.2',2,'teacher','0203',1,NULL,NULL,NULL,'2022-10-20','2022-10-08T00:00:00','nil','今年停课');
INSERT INTO slice VALUES(5,'1.2',2,'teacher','0204',1,NULL,NULL,NULL,'2022-10-20','2022-10-24T00:00:00','submitted',NULL);
INSERT INTO slice VALUES(6,'1.4',1,'condition','省内',1,1,NULL,NULL,'2022-10-20','2022-10-24T00:00:00','department',NULL);
INSERT INTO slice VALUES(7,'1.4',2,'condition','省外',1,1,'0201','0102','2022-10-22','2022-10-25T00:00:00','submitted',NULL);
INSERT INTO slice VALUES(8,'1.1',1,'cloud','',1,1,NULL,NULL,NULL,'2022-10-10T00:00:00','school',NULL);
CREATE TABLE file (
  sha256 TEXT PRIMARY KEY, -- its name in the archive
  name TEXT NOT NULL,
  size INTEGER NOT NULL,
  imported_at TEXT NOT NULL,
  actor TEXT NOT NULL,
  person TEXT REFERENCES staff
) STRICT, WITHOUT ROWID;
INSERT INTO file VALUES('02ed2cf02a821383b848dcdd701ec1eeeeeebc026625a998db3b4b0fd6c847b4','signed.xlsx',12681,'2022-10-24T00:00:00','office',NULL);
INSERT INTO file VALUES('0584e9c688c400f9599f1c94116c6c00059a6e05a83edde38e14daf594bb1f5c','honour.xlsx',10076,'2022-10-08T00:00:00','office',NULL);
INSERT INTO file VALUES('17610b685e8a619e14dc28709f3d7008e6f6598ef0eaab42b9d3b471068bb271','cloud2.csv',42,'2022-10-10T00:00:00','office',NULL);
INSERT INTO file VALUES('2dbe5ac785116a94da69842ac265a9f8a31be86a36375b112b4e8687fc004640','sum.csv',30,'2022-10-08T00:00:00','office',NULL);
INSERT INTO file VALUES('3d55a3cc41e9038bbb23e5c97ee7dcb629b7daacb2dd9ee654c00c9cd15bdb97','sum.csv',35,'2022-10-25T00:00:00','root',NULL);
INSERT INTO file VALUES('3e30caf41eece63914ec12dc28f187b2f30b32b2343c24b7b756a354ef135405','pay.csv',66,'2022-10-08T00:00:00','office',NULL);
INSERT INTO file VALUES('56dffbe61681142274d074fa5b62e69a21f4cd55687f433113ac42a0b0c30113','d1.csv',62,'2022-10-08T00:00:00','office',NULL);
INSERT INTO file VALUES('75de16fbcc50b4f3011f5f272f7b48fb51656d7dcb188687ffbffed30824435c','late.csv',62,'2022-10-24T00:00:00','office',NULL);
INSERT INTO file VALUES('803bb01f8df27a4be2a3713998186a612e0302e9b9aeec20faf82d26608f9e1c','d2.csv',101,'2022-10-08T00:00:00','office',NULL);
INSERT INTO file VALUES('9aeca35a9164629366b0648829803a2f1c8c3cc37b12485777e17d7894a163ab','plain.xlsx',12616,'2022-10-08T00:00:00','office',NULL);
INSERT INTO file VALUES('afc3b700df7f0bbca1d2ef3f495c3e3f59e7fd96c23ca75ce05970989e34185a','more.csv',81,'2022-10-08T00:00:00','office',NULL);
INSERT INTO file VALUES('cfa8e7953a4bb9bc1f6725182605ee3913465df72ddb85c5ed13cfb7745e7dee','more.csv',85,'2022-10-25T00:00:00','root','0201');
INSERT INTO file VALUES('e2077e0e9f25cbbac01a45cd183b28eef1eecfd908eb7d65720e599eb1f0c2bf','cloud.csv',42,'2022-10-08T00:00:00','office',NULL);
INSERT INTO file VALUES('e690a8a18fcc2b6c10a62fc85ddb2d143f92cc967d4e27def8c2e46d3b1d3263','teacher.csv',206,'2022-10-08T00:00:00','office',NULL);
INSERT INTO file VALUES('fe036dfc1416dadeeeaa75ebce035ece423a98b5809e0c1d251828e4ab20bbab','d3.csv',75,'2022-10-10T00:00:00','office',NULL);
CREATE TABLE submission (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL DEFAULT 'filed'
    CHECK (kind IN ('filed', 'typed', 'derived')),
  slice INTEGER REFERENCES slice,
  table_no TEXT NOT NULL,
  file TEXT REFERENCES file,
  sheet TEXT,
  version INTEGER NOT NULL,
  imported_at TEXT NOT NULL,
  department INTEGER REFERENCES department,
  late TEXT, -- why it was let in after its day
  actor TEXT NOT NULL,
  person TEXT REFERENCES staff,
  rows_in INTEGER NOT NULL DEFAULT 0,
  rows_filed INTEGER NOT NULL DEFAULT 0,
  rows_rejected INTEGER NOT NULL DEFAULT 0,
  rows_kept INTEGER NOT NULL DEFAULT 0, -- of versions before, beside them
  cells_changed INTEGER NOT NULL DEFAULT 0,
  cells_unread INTEGER NOT NULL DEFAULT 0,
  content_hash TEXT, -- of the rows as they were read
  rows_hash TEXT,    -- of the rows as they were stored (rows_hash.h)
  current INTEGER NOT NULL DEFAULT 0 CHECK (current IN (0, 1)),
  CHECK ((kind = 'filed') = (slice IS NOT NULL)),
  CHECK ((kind = 'derived') = (file IS NULL))
) STRICT;
INSERT INTO submission VALUES(1,'filed',8,'1.1','e2077e0e9f25cbbac01a45cd183b28eef1eecfd908eb7d65720e599eb1f0c2bf','',1,'2022-10-08T00:00:00',1,NULL,'office','0102',1,1,0,0,0,0,'3c52d9b326b74b1b5b61b008dbbbe693a9612cec03fc49d3d35eeba7ef1bfc85','73d33b6f5d4531c4ea957c253c243bcff0d72a7578166c06c5dddf47c6f353fc',0);
INSERT INTO submission VALUES(2,'filed',1,'1.1','56dffbe61681142274d074fa5b62e69a21f4cd55687f433113ac42a0b0c30113','',1,'2022-10-08T00:00:00',1,NULL,'office','0102',1,1,0,0,0,0,'888b8752fdf53260fd278f0cb664d782257a4c25f04c5b8ff897ecb65ae7a9b2','4a570fc8a4247b88d1738b7b20df4a8e78cac5d05ea5081e95539ac44fdb20b0',0);
INSERT INTO submission VALUES(3,'filed',1,'1.1','803bb01f8df27a4be2a3713998186a612e0302e9b9aeec20faf82d26608f9e1c','',2,'2022-10-08T00:00:00',1,NULL,'office',NULL,4,2,2,0,0,1,'02749b3caf42e5436fa14ea30de493b2bd8e9c2b42987db091e7229d17101c15','561715c16676d48906c8f1b1c7918e75e0a80c3cc8ce82953413b69108b7e830',0);
INSERT INTO submission VALUES(4,'filed',2,'1.2','e690a8a18fcc2b6c10a62fc85ddb2d143f92cc967d4e27def8c2e46d3b1d3263','',1,'2022-10-08T00:00:00',2,NULL,'office',NULL,4,1,3,0,2,0,'f2018a4bcb4d64bd0f3be5f00761c73845c8f3befa7be727694e44ba74c36d6a','79c5d1e92ec9f00af1d2ee3b384df747da86d512df45beb9a5eb9cf218980ea7',1);
INSERT INTO submission VALUES(5,'filed',3,'1.2','3e30caf41eece63914ec12dc28f187b2f30b32b2343c24b7b756a354ef135405','',1,'2022-10-08T00:00:00',2,NULL,'office',NULL,1,1,0,0,0,0,'33c3b3991c98b0cfef29160621ce1cbdc7b350d5706ed60310056dfae1f74964','fec976bcc804740e11729b70241c631ca14144eca288c473bec7d6bfed9dc8f6',1);
INSERT INTO submission VALUES(6,'typed',NULL,'1.3','2dbe5ac785116a94da69842ac265a9f8a31be86a36375b112b4e8687fc004640','',1,'2022-10-08T00:00:00',2,NULL,'office',NULL,2,2,0,0,0,0,'51dca9e7ad7e82374927ac119b9964f0ae0550b32cb6c7ee88f5f2f5ffd3d91c','0569e01bd72aa086b4c83d14fe76e58896fc603d24b6b857a3bf228a23eaefea',0);
INSERT INTO submission VALUES(7,'filed',7,'1.4','0584e9c688c400f9599f1c94116c6c00059a6e05a83edde38e14daf594bb1f5c','1.4荣誉表（省外）',1,'2022-10-08T00:00:00',2,NULL,'office',NULL,1,1,0,0,0,0,'be73eedd803326048ba709ea55218421c1bae7a04b971e3fcb90390a2cd3f7c9','0533f88ad79d33f7f12274cd4568b3de69fccffe39cc072ce4277f2da6344267',0);
INSERT INTO submission VALUES(8,'filed',6,'1.4','9aeca35a9164629366b0648829803a2f1c8c3cc37b12485777e17d7894a163ab','1.4荣誉表（省内）',1,'2022-10-08T00:00:00',1,NULL,'office',NULL,1,1,0,0,0,0,'4299c7cfb623be0c4582140caca0222262e1fef1b32b7f29905a832a09b110b8','3d7bd676f9b9102c25be45d976a2cd5ca08fbce9e8021336ebe4824447de7d7d',0);
INSERT INTO submission VALUES(9,'filed',7,'1.4','afc3b700df7f0bbca1d2ef3f495c3e3f59e7fd96c23ca75ce05970989e34185a','',2,'2022-10-08T00:00:00',2,NULL,'office','0201',2,2,0,1,0,1,'2ec080e3c6dec9c4cbf968684c8da64a4de1a6ddc3ec64f4ebce573fe623fd6d','063c7b31681ce83941c8df070aba37c89090a05acaef78329a7a60d1253f030a',0);
INSERT INTO submission VALUES(10,'derived',NULL,'1.3',NULL,NULL,1,'2022-10-08T00:00:00',NULL,NULL,'tianbao',NULL,0,0,0,0,0,0,NULL,NULL,1);
INSERT INTO submission VALUES(11,'filed',1,'1.1','fe036dfc1416dadeeeaa75ebce035ece423a98b5809e0c1d251828e4ab20bbab','',3,'2022-10-10T00:00:00',1,NULL,'office','0102',2,2,0,0,0,0,'0759429f112122f4737a338d920c4f26e5c7cde017ec3d99f144c3ec64d0fe50','117f61002289db10c7982f27661971624619b852d66762089dbbb469d6f95ae5',1);
INSERT INTO submission VALUES(12,'filed',8,'1.1','17610b685e8a619e14dc28709f3d7008e6f6598ef0eaab42b9d3b471068bb271','',2,'2022-10-10T00:00:00',1,NULL,'office',NULL,1,1,0,0,0,0,'392d528a28cdd6829040dfd33787557430d0468edcad736fc3d0ecc9519207b5','d480991d2cbea75f6330d826d462ef32723a7450ba62970c1cd579bc40fddb0a',1);
INSERT INTO submission VALUES(13,'filed',5,'1.2','75de16fbcc50b4f3011f5f272f7b48fb51656d7dcb188687ffbffed30824435c','',1,'2022-10-24T00:00:00',2,'晚了四天','office','0204',1,1,0,0,0,0,'48c293d55f003fdec309966583ed73b036cb4ad430c5a94a4e5b21640b5d5c62','87181e2cded257aab65dc59dc2f86c459aaea1b4d92db55d763587118c2f8da8',1);
INSERT INTO submission VALUES(14,'filed',6,'1.4','02ed2cf02a821383b848dcdd701ec1eeeeeebc026625a998db3b4b0fd6c847b4','1.4荣誉表（省内）',2,'2022-10-24T00:00:00',1,'已审核','office',NULL,1,1,0,0,0,0,'8deacf9f45705d3f734d25ca99119f07f6a2a94eed28838921e7ba4d9a236ade','3fe8fb0112391f7c900547de102ee1a12154d0628216b233fce247c1ff2ab148',1);
INSERT INTO submission VALUES(15,'typed',NULL,'1.3','3d55a3cc41e9038bbb23e5c97ee7dcb629b7daacb2dd9ee654c00c9cd15bdb97','',2,'2022-10-25T00:00:00',2,NULL,'root',NULL,3,3,0,0,0,0,'c597ccabfcbfab366afe1fa2150c744921f52e194e28d891cddf4a4202bb83ba','2c8d8da2e543ef5223d2832e863d1e126cb5e72c988e1a03454a18189ce781cb',1);
INSERT INTO submission VALUES(16,'filed',7,'1.4','cfa8e7953a4bb9bc1f6725182605ee3913465df72ddb85c5ed13cfb7745e7dee','',3,'2022-10-25T00:00:00',2,'改正','root','0201',2,2,0,3,0,0,'0d62e7a509faa8600dc2c4b4793830723939adf3388d9f9245ab19820a52795e','022da18ea4a985f9f823ad5cdec99f554bfb03b3972e7e3c18205425c5666c95',1);
CREATE TABLE submission_column (
  submission INTEGER NOT NULL REFERENCES submission,
  field TEXT NOT NULL,
  place INTEGER NOT NULL,
  PRIMARY KEY (submission, field)
) STRICT, WITHOUT ROWID;
INSERT INTO submission_column VALUES(1,'人数',2);
INSERT INTO submission_column VALUES(1,'部门号',0);
INSERT INTO submission_column VALUES(1,'部门名称',1);
INSERT INTO submission_column VALUES(2,'人数',2);
INSERT INTO submission_column VALUES(2,'电话',3);
INSERT INTO submission_column VALUES(2,'部门号',0);
INSERT INTO submission_column VALUES(2,'部门名称',1);
INSERT INTO submission_column VALUES(3,'人数',2);
INSERT INTO submission_column VALUES(3,'电话',3);
INSERT INTO submission_column VALUES(3,'部门号',0);
INSERT INTO submission_column VALUES(3,'部门名称',1);
INSERT INTO submission_column VALUES(4,'出生日期',3);
INSERT INTO submission_column VALUES(4,'姓名',1);
INSERT INTO submission_column VALUES(4,'工号',0);
INSERT INTO submission_column VALUES(4,'性别',2);
INSERT INTO submission_column VALUES(4,'课酬',6);
INSERT INTO submission_column VALUES(4,'部门号',4);
INSERT INTO submission_column VALUES(4,'部门名称',5);
INSERT INTO submission_column VALUES(5,'姓名',1);
INSERT INTO submission_column VALUES(5,'工号',0);
INSERT INTO submission_column VALUES(5,'性别',2);
INSERT INTO submission_column VALUES(5,'课酬',4);
INSERT INTO submission_column VALUES(5,'部门号',3);
INSERT INTO submission_column VALUES(6,'教师数',1);
INSERT INTO submission_column VALUES(6,'部门号',0);
INSERT INTO submission_column VALUES(7,'名称',1);
INSERT INTO submission_column VALUES(7,'序号',0);
INSERT INTO submission_column VALUES(7,'获奖日期',2);
INSERT INTO submission_column VALUES(8,'名称',1);
INSERT INTO submission_column VALUES(8,'序号',0);
INSERT INTO submission_column VALUES(8,'获奖日期',2);
INSERT INTO submission_column VALUES(9,'名称',1);
INSERT INTO submission_column VALUES(9,'序号',0);
INSERT INTO submission_column VALUES(9,'获奖日期',2);
INSERT INTO submission_column VALUES(11,'人数',2);
INSERT INTO submission_column VALUES(11,'电话',3);
INSERT INTO submission_column VALUES(11,'部门号',0);
INSERT INTO submission_column VALUES(11,'部门名称',1);
INSERT INTO submission_column VALUES(12,'人数',2);
INSERT INTO submission_column VALUES(12,'部门号',0);
INSERT INTO submission_column VALUES(12,'部门名称',1);
INSERT INTO submission_column VALUES(13,'姓名',1);
INSERT INTO submission_column VALUES(13,'工号',0);
INSERT INTO submission_column VALUES(13,'性别',2);
INSERT INTO submission_column VALUES(13,'课酬',4);
INSERT INTO submission_column VALUES(13,'部门号',3);
INSERT INTO submission_column VALUES(14,'名称',1);
INSERT INTO submission_column VALUES(14,'序号',0);
INSERT INTO submission_column VALUES(14,'获奖日期',2);
INSERT INTO submission_column VALUES(15,'教师数',1);
INSERT INTO submission_column VALUES(15,'部门号',0);
INSERT INTO submission_column VALUES(16,'名称',1);
INSERT INTO submission_column VALUES(16,'序号',0);
INSERT INTO submission_column VALUES(16,'获奖日期',2);
CREATE TABLE cell_note (
  id INTEGER PRIMARY KEY,
  submission INTEGER NOT NULL REFERENCES submission,
  kind TEXT NOT NULL DEFAULT 'cell' CHECK (kind IN ('cell', 'row', 'number')),
  data_id INTEGER,
  line INTEGER NOT NULL,
  field TEXT,
  raw TEXT,
  trouble INTEGER NOT NULL, -- enum tb_trouble
  reason TEXT CHECK (reason IN ('key', 'twice', 'foreign')),
  detail TEXT,
  CHECK ((kind = 'row') = (reason IS NOT NULL))
) STRICT;
INSERT INTO cell_note VALUES(1,3,'row',NULL,3,'部门号','',0,'key','主键未填写或无法识别');
INSERT INTO cell_note VALUES(2,3,'row',NULL,4,'部门号','02',0,'twice','与第 2 行的主键相同');
INSERT INTO cell_note VALUES(3,3,'cell',4,5,'人数','九',1,NULL,'');
INSERT INTO cell_note VALUES(4,4,'cell',1,2,'出生日期','1980年1月2日',0,NULL,'');
INSERT INTO cell_note VALUES(5,4,'cell',1,2,'课酬','3,000',0,NULL,'');
INSERT INTO cell_note VALUES(6,4,'row',NULL,3,'工号','0202',0,'foreign','不是本人的行');
INSERT INTO cell_note VALUES(7,4,'row',NULL,4,'工号','',0,'key','主键未填写或无法识别');
INSERT INTO cell_note VALUES(8,4,'row',NULL,5,'工号','0201',0,'twice','与第 2 行的主键相同');
INSERT INTO cell_note VALUES(9,9,'cell',4,3,'获奖日期','去年',1,NULL,'');
INSERT INTO cell_note VALUES(10,16,'cell',10,3,'获奖日期','去年',1,NULL,'');
CREATE TABLE validation (
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  person TEXT REFERENCES staff,
  dictionary TEXT NOT NULL,
  last_submission INTEGER NOT NULL,
  undecided INTEGER NOT NULL DEFAULT 0,
  broken INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO validation VALUES(1,'2022-10-08T00:00:00','office',NULL,'d11563fd964679d48e36112b1bc327b35e1938425eeaa26b3886325d7cde4fc8',10,1,0);
INSERT INTO validation VALUES(2,'2022-10-08T00:00:00','office',NULL,'d11563fd964679d48e36112b1bc327b35e1938425eeaa26b3886325d7cde4fc8',10,1,0);
INSERT INTO validation VALUES(3,'2022-10-09T00:00:00','office',NULL,'d11563fd964679d48e36112b1bc327b35e1938425eeaa26b3886325d7cde4fc8',10,1,0);
INSERT INTO validation VALUES(4,'2022-10-10T00:00:00','office',NULL,'d11563fd964679d48e36112b1bc327b35e1938425eeaa26b3886325d7cde4fc8',12,0,0);
INSERT INTO validation VALUES(5,'2022-10-24T00:00:00','office',NULL,'d11563fd964679d48e36112b1bc327b35e1938425eeaa26b3886325d7cde4fc8',13,0,0);
INSERT INTO validation VALUES(6,'2022-10-25T00:00:00','root',NULL,'d11563fd964679d48e36112b1bc327b35e1938425eeaa26b3886325d7cde4fc8',16,0,0);
CREATE TABLE finding (
  id INTEGER PRIMARY KEY,
  fingerprint TEXT NOT NULL,
  rule TEXT NOT NULL,
  severity INTEGER NOT NULL CHECK (severity BETWEEN 0 AND 3),
  aspect TEXT NOT NULL,
  table_no TEXT NOT NULL,
  submission INTEGER REFERENCES submission,
  origin INTEGER REFERENCES submission,
  data_id INTEGER,
  line INTEGER,
  field TEXT,
  value TEXT,
  expected TEXT,
  difference TEXT,
  other_submission INTEGER REFERENCES submission,
  other_origin INTEGER REFERENCES submission,
  other_line INTEGER,
  key TEXT,
  message TEXT NOT NULL,
  hint TEXT,
  status TEXT NOT NULL
    CHECK (status IN ('new', 'still', 'explained', 'resolved')),
  first_seen TEXT NOT NULL,
  last_seen TEXT NOT NULL
) STRICT;
INSERT INTO finding VALUES(38,'eb81323ed42ca5d2','rejected',0,'完整性','1.2',4,NULL,NULL,3,'工号','0202','4 位编号','',NULL,NULL,0,'','不是本人的行，此行未入库','请由本人填报；从本文件中删去此行后重新提交。','still','2022-10-08T00:00:00','2022-10-25T00:00:00');
INSERT INTO finding VALUES(39,'be3e8f9e6b82390e','rejected',0,'完整性','1.2',4,NULL,NULL,4,'工号','','4 位编号','',NULL,NULL,0,'','主键未填写或无法识别，此行未入库','补全或改正主键后重新提交，此行才会入库。','still','2022-10-08T00:00:00','2022-10-25T00:00:00');
INSERT INTO finding VALUES(40,'0a8316453534c04c','rejected',0,'完整性','1.2',4,NULL,NULL,5,'工号','0201','4 位编号','',NULL,NULL,0,'','与第 2 行的主键相同，此行未入库','补全或改正主键后重新提交，此行才会入库。','still','2022-10-08T00:00:00','2022-10-25T00:00:00');
INSERT INTO finding VALUES(41,'03420dc188e9bbc7','type',0,'规范性','1.4',9,NULL,4,3,'获奖日期','去年','日期，如 2021-09-01','',NULL,NULL,0,'4','“去年”不是日期，如 2021-09-01','按要求的格式重新填写；没有数据请留空。','resolved','2022-10-08T00:00:00','2022-10-24T00:00:00');
INSERT INTO finding VALUES(42,'07679096c427db0a','window',0,'合理性','1.4',16,7,11,4,'获奖日期','2020-01-01','2021-09-01 至 2022-08-31','',NULL,NULL,0,'1','2020-01-01 超出统计时期（2021-09-01 至 2022-08-31）','核对日期；不属于本期的不要填报。','still','2022-10-08T00:00:00','2022-10-25T00:00:00');
INSERT INTO finding VALUES(43,'d2f44a540bd4b35b','derived',2,'真实性','1.3',6,NULL,1,2,'教师数','2','3','',NULL,NULL,0,'01','“教师数”填的是 2，按数据源表汇总为 3','上报以汇总数为准；认为汇总有误的，请数据源表的填报部门核对明细。','resolved','2022-10-24T00:00:00','2022-10-24T00:00:00');
INSERT INTO finding VALUES(44,'94df847873d73a35','derived',2,'真实性','1.3',15,NULL,5,3,NULL,'','','',NULL,NULL,0,'02','按数据源表汇总没有这一行','上报以汇总数为准；认为汇总有误的，请数据源表的填报部门核对明细。','still','2022-10-08T00:00:00','2022-10-25T00:00:00');
INSERT INTO finding VALUES(45,'f2a8bcd0e3264ff1','T003',1,'合理性','1.2',5,NULL,2,2,'课酬','60000','','',NULL,NULL,0,'0202','测**的课酬 60000 元偏高','核对单位；确实如此请说明','explained','2022-10-08T00:00:00','2022-10-25T00:00:00');
INSERT INTO finding VALUES(46,'ae04968646315212','type',0,'规范性','1.4',16,9,10,3,'获奖日期','去年','日期，如 2021-09-01','',NULL,NULL,0,'4','“去年”不是日期，如 2021-09-01','按要求的格式重新填写；没有数据请留空。','new','2022-10-25T00:00:00','2022-10-25T00:00:00');
INSERT INTO finding VALUES(47,'6425fd8571098edb','derived',2,'真实性','1.3',15,NULL,6,4,NULL,'','','',NULL,NULL,0,'03','按数据源表汇总没有这一行','上报以汇总数为准；认为汇总有误的，请数据源表的填报部门核对明细。','new','2022-10-25T00:00:00','2022-10-25T00:00:00');
CREATE TABLE explanation (
  fingerprint TEXT PRIMARY KEY,
  value TEXT,
  expected TEXT,
  message TEXT NOT NULL,
  text TEXT NOT NULL,
  actor TEXT NOT NULL,
  person TEXT REFERENCES staff,
  at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO explanation VALUES('f2a8bcd0e3264ff1','60000','','测**的课酬 60000 元偏高','双倍课时','0202','0202','2022-10-09T00:00:00');
CREATE TABLE first_check (
  submission INTEGER PRIMARY KEY REFERENCES submission,
  at TEXT NOT NULL,
  errors INTEGER NOT NULL,
  explains INTEGER NOT NULL
) STRICT;
INSERT INTO first_check VALUES(1,'2022-10-08T00:00:00',0,0);
INSERT INTO first_check VALUES(3,'2022-10-08T00:00:00',3,0);
INSERT INTO first_check VALUES(4,'2022-10-08T00:00:00',3,0);
INSERT INTO first_check VALUES(5,'2022-10-08T00:00:00',0,1);
INSERT INTO first_check VALUES(8,'2022-10-08T00:00:00',0,0);
INSERT INTO first_check VALUES(9,'2022-10-08T00:00:00',2,0);
INSERT INTO first_check VALUES(11,'2022-10-10T00:00:00',0,0);
INSERT INTO first_check VALUES(12,'2022-10-10T00:00:00',0,0);
INSERT INTO first_check VALUES(13,'2022-10-24T00:00:00',0,0);
INSERT INTO first_check VALUES(14,'2022-10-25T00:00:00',0,0);
INSERT INTO first_check VALUES(16,'2022-10-25T00:00:00',2,0);
CREATE TABLE decision (
  id INTEGER PRIMARY KEY,
  slice INTEGER NOT NULL REFERENCES slice,
  submission INTEGER REFERENCES submission,
  level TEXT NOT NULL CHECK (level IN ('department', 'lead', 'school')),
  action TEXT NOT NULL CHECK (action IN ('approve', 'return', 'reopen')),
  actor TEXT NOT NULL,
  person TEXT REFERENCES staff,
  at TEXT NOT NULL,
  reason TEXT,
  content_hash TEXT,
  dictionary TEXT
) STRICT;
INSERT INTO decision VALUES(1,7,9,'department','return','office','0102','2022-10-09T00:00:00','日期不在本学年（C4）','2ec080e3c6dec9c4cbf968684c8da64a4de1a6ddc3ec64f4ebce573fe623fd6d','d11563fd964679d48e36112b1bc327b35e1938425eeaa26b3886325d7cde4fc8');
INSERT INTO decision VALUES(2,1,3,'department','return','office',NULL,'2022-10-09T00:00:00','人数不对','02749b3caf42e5436fa14ea30de493b2bd8e9c2b42987db091e7229d17101c15','d11563fd964679d48e36112b1bc327b35e1938425eeaa26b3886325d7cde4fc8');
INSERT INTO decision VALUES(3,8,1,'department','return','office',NULL,'2022-10-09T00:00:00','人数不对','3c52d9b326b74b1b5b61b008dbbbe693a9612cec03fc49d3d35eeba7ef1bfc85','d11563fd964679d48e36112b1bc327b35e1938425eeaa26b3886325d7cde4fc8');
INSERT INTO decision VALUES(4,1,11,'department','approve','office','0101','2022-10-10T00:00:00',NULL,'0759429f112122f4737a338d920c4f26e5c7cde017ec3d99f144c3ec64d0fe50','d11563fd964679d48e36112b1bc327b35e1938425eeaa26b3886325d7cde4fc8');
INSERT INTO decision VALUES(5,8,12,'department','approve','office','0101','2022-10-10T00:00:00',NULL,'392d528a28cdd6829040dfd33787557430d0468edcad736fc3d0ecc9519207b5','d11563fd964679d48e36112b1bc327b35e1938425eeaa26b3886325d7cde4fc8');
INSERT INTO decision VALUES(6,1,11,'lead','approve','office','0103','2022-10-10T00:00:00',NULL,'0759429f112122f4737a338d920c4f26e5c7cde017ec3d99f144c3ec64d0fe50','d11563fd964679d48e36112b1bc327b35e1938425eeaa26b3886325d7cde4fc8');
INSERT INTO decision VALUES(7,8,12,'lead','approve','office','0103','2022-10-10T00:00:00',NULL,'392d528a28cdd6829040dfd33787557430d0468edcad736fc3d0ecc9519207b5','d11563fd964679d48e36112b1bc327b35e1938425eeaa26b3886325d7cde4fc8');
INSERT INTO decision VALUES(8,1,11,'school','approve','office','0104','2022-10-10T00:00:00',NULL,'0759429f112122f4737a338d920c4f26e5c7cde017ec3d99f144c3ec64d0fe50','d11563fd964679d48e36112b1bc327b35e1938425eeaa26b3886325d7cde4fc8');
INSERT INTO decision VALUES(9,8,12,'school','approve','office','0104','2022-10-10T00:00:00',NULL,'392d528a28cdd6829040dfd33787557430d0468edcad736fc3d0ecc9519207b5','d11563fd964679d48e36112b1bc327b35e1938425eeaa26b3886325d7cde4fc8');
INSERT INTO decision VALUES(10,3,5,'department','approve','office','0101','2022-10-10T00:00:00',NULL,'33c3b3991c98b0cfef29160621ce1cbdc7b350d5706ed60310056dfae1f74964','d11563fd964679d48e36112b1bc327b35e1938425eeaa26b3886325d7cde4fc8');
INSERT INTO decision VALUES(11,3,5,'lead','approve','office','0104','2022-10-10T00:00:00',NULL,'33c3b3991c98b0cfef29160621ce1cbdc7b350d5706ed60310056dfae1f74964','d11563fd964679d48e36112b1bc327b35e1938425eeaa26b3886325d7cde4fc8');
INSERT INTO decision VALUES(12,1,11,'school','reopen','office','0104','2022-10-10T00:00:00','再核对一次','0759429f112122f4737a338d920c4f26e5c7cde017ec3d99f144c3ec64d0fe50','d11563fd964679d48e36112b1bc327b35e1938425eeaa26b3886325d7cde4fc8');
INSERT INTO decision VALUES(13,8,12,'school','reopen','office','0104','2022-10-10T00:00:00','再核对一次','392d528a28cdd6829040dfd33787557430d0468edcad736fc3d0ecc9519207b5','d11563fd964679d48e36112b1bc327b35e1938425eeaa26b3886325d7cde4fc8');
INSERT INTO decision VALUES(14,1,11,'department','approve','root','0103','2022-10-25T00:00:00',NULL,'0759429f112122f4737a338d920c4f26e5c7cde017ec3d99f144c3ec64d0fe50','d11563fd964679d48e36112b1bc327b35e1938425eeaa26b3886325d7cde4fc8');
INSERT INTO decision VALUES(15,8,12,'department','approve','root','0103','2022-10-25T00:00:00',NULL,'392d528a28cdd6829040dfd33787557430d0468edcad736fc3d0ecc9519207b5','d11563fd964679d48e36112b1bc327b35e1938425eeaa26b3886325d7cde4fc8');
INSERT INTO decision VALUES(16,1,11,'lead','approve','root','0101','2022-10-25T00:00:00',NULL,'0759429f112122f4737a338d920c4f26e5c7cde017ec3d99f144c3ec64d0fe50','d11563fd964679d48e36112b1bc327b35e1938425eeaa26b3886325d7cde4fc8');
INSERT INTO decision VALUES(17,8,12,'lead','approve','root','0101','2022-10-25T00:00:00',NULL,'392d528a28cdd6829040dfd33787557430d0468edcad736fc3d0ecc9519207b5','d11563fd964679d48e36112b1bc327b35e1938425eeaa26b3886325d7cde4fc8');
INSERT INTO decision VALUES(18,1,11,'school','approve','root','0104','2022-10-25T00:00:00',NULL,'0759429f112122f4737a338d920c4f26e5c7cde017ec3d99f144c3ec64d0fe50','d11563fd964679d48e36112b1bc327b35e1938425eeaa26b3886325d7cde4fc8');
INSERT INTO decision VALUES(19,8,12,'school','approve','root','0104','2022-10-25T00:00:00',NULL,'392d528a28cdd6829040dfd33787557430d0468edcad736fc3d0ecc9519207b5','d11563fd964679d48e36112b1bc327b35e1938425eeaa26b3886325d7cde4fc8');
INSERT INTO decision VALUES(20,6,14,'department','approve','root','0104','2022-10-25T00:00:00',NULL,'8deacf9f45705d3f734d25ca99119f07f6a2a94eed28838921e7ba4d9a236ade','d11563fd964679d48e36112b1bc327b35e1938425eeaa26b3886325d7cde4fc8');
CREATE TABLE signoff (
  slice INTEGER PRIMARY KEY REFERENCES slice,
  submission INTEGER NOT NULL REFERENCES submission,
  person TEXT NOT NULL,
  action TEXT NOT NULL CHECK (action IN ('approve', 'return')),
  opinion TEXT,
  at TEXT NOT NULL
) STRICT;
INSERT INTO signoff VALUES(6,14,'0101','approve','已核对','2022-10-24T00:00:00');
CREATE TABLE conflict (
  id INTEGER PRIMARY KEY,
  table_no TEXT NOT NULL,
  key TEXT NOT NULL,
  field TEXT NOT NULL,
  first_id INTEGER NOT NULL,
  first_value TEXT,
  second_id INTEGER NOT NULL,
  second_value TEXT
) STRICT;
CREATE TABLE merged_source (
  table_no TEXT NOT NULL,
  merged_id INTEGER NOT NULL,
  data_id INTEGER NOT NULL,
  PRIMARY KEY (table_no, merged_id, data_id)
) STRICT, WITHOUT ROWID;
INSERT INTO merged_source VALUES('1.1',1,7);
INSERT INTO merged_source VALUES('1.1',2,5);
INSERT INTO merged_source VALUES('1.1',3,6);
CREATE TABLE event (
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  person TEXT,
  verb TEXT NOT NULL,
  text TEXT NOT NULL,
  hash TEXT -- NULL in a log from before there was a chain
) STRICT;
INSERT INTO event VALUES(1,'2022-09-01T00:00:00','office',NULL,'init','测试学校','6710d96742300f0f2460a56052954c2762ebaa0282ac1041fb5de7afd2a7aa53');
INSERT INTO event VALUES(2,'2022-09-01T00:00:00','office',NULL,'assign','4 tables, 7 slices','269a34d0f0be712e10c1f6a2cd2417f406edc6aebaae359688a394486fe0aa24');
INSERT INTO event VALUES(3,'2022-09-01T00:00:00','office',NULL,'assign','1.4 甲系 collector 0201: 出差','33ce29ccf6bd8e08a9d0be0749da6ba55fe0e065aa8b6ee0d32e88f21a1165de');
INSERT INTO event VALUES(4,'2022-09-01T00:00:00','office',NULL,'assign','1.4 甲系 approver 0102: 出差','90df01b015c731222b0b2ad06f5ad2ddc664d6a314fdab28abe7d242de8be837');
INSERT INTO event VALUES(5,'2022-09-01T00:00:00','office',NULL,'assign','deadline 2022-10-25: 1.4 甲系: 出差','f8835add25f5ca871269c878db2fe746c45e41b337022d91dd0438810935d070');
INSERT INTO event VALUES(6,'2022-09-01T00:00:00','office',NULL,'assign','review_days 3','a3c2402f1941bba282f6eb2ef6201bff2786f078a1db7bebcf68757e8ecaf735');
INSERT INTO event VALUES(7,'2022-09-01T00:00:00','office',NULL,'assign','deadline_school 2022-11-10','9975de2b28fa8a92d828d63a2952857c9d71e6f5897a5f68065767c739f169df');
INSERT INTO event VALUES(8,'2022-10-08T00:00:00','office','0102','import','e2077e0e9f25cbbac01a45cd183b28eef1eecfd908eb7d65720e599eb1f0c2bf cloud.csv; 1.1 办公室 云端 1 3c52d9b326b7','7a24568fb9bf2b0ea8aa94c42c6defbdb0909bacae8561cc9c1145c9814199c7');
INSERT INTO event VALUES(9,'2022-10-08T00:00:00','office','0102','import','56dffbe61681142274d074fa5b62e69a21f4cd55687f433113ac42a0b0c30113 d1.csv; 1.1 办公室 1 888b8752fdf5','ac4ffd29e066e2a77132a918cd03db6b248617f9d230b3ec7c1b3eac6e98f95f');
INSERT INTO event VALUES(10,'2022-10-08T00:00:00','office',NULL,'import','803bb01f8df27a4be2a3713998186a612e0302e9b9aeec20faf82d26608f9e1c d2.csv; 1.1 办公室 2 02749b3caf42','c12b2b7d9e7e39d796d5a7c8d5ac325867433c85ee10e2b83bfa53a43204364c');
INSERT INTO event VALUES(11,'2022-10-08T00:00:00','office',NULL,'import','e690a8a18fcc2b6c10a62fc85ddb2d143f92cc967d4e27def8c2e46d3b1d3263 teacher.csv; 1.2 甲系 0201 1 f2018a4bcb4d','c7d4118cc139e7fa5c2fb6317f9470a10925975673fc1b441b8a5a03140d7e52');
INSERT INTO event VALUES(12,'2022-10-08T00:00:00','office',NULL,'import','3e30caf41eece63914ec12dc28f187b2f30b32b2343c24b7b756a354ef135405 pay.csv; 1.2 甲系 0202 1 33c3b3991c98','a5ec75f1d75ad04259dc58c66045e0ed0a802f119b1a54b95be8e598d5e0b906');
INSERT INTO event VALUES(13,'2022-10-08T00:00:00','office',NULL,'import','2dbe5ac785116a94da69842ac265a9f8a31be86a36375b112b4e8687fc004640 sum.csv; 1.3 甲系 2 51dca9e7ad7e','00c67709a7603d04af989054122dd59132e5a0d94800a8b5b0ad2947179cb921');
INSERT INTO event VALUES(14,'2022-10-08T00:00:00','office','0203','nil','1.2 甲系 0203: 今年停课','7e507d851349a476c7f05bf5943fc434517cbdc97565c2997443424f9c4e23e9');
INSERT INTO event VALUES(15,'2022-10-08T00:00:00','office',NULL,'export','templates: 6 workbooks','4844b005442f2a055abb71381ccb5a424b36fe9faaa071d4609be0a20e110dc5');
INSERT INTO event VALUES(16,'2022-10-08T00:00:00','office',NULL,'import','0584e9c688c400f9599f1c94116c6c00059a6e05a83edde38e14daf594bb1f5c honour.xlsx; 1.4 甲系 省外 1 be73eedd8033','b810cb6cf3fd2a3f6b152d17223d221741f86d52f6fa88b8018ca3c6cadea6ab');
INSERT INTO event VALUES(17,'2022-10-08T00:00:00','office',NULL,'import','9aeca35a9164629366b0648829803a2f1c8c3cc37b12485777e17d7894a163ab plain.xlsx; 1.4 办公室 省内 1 4299c7cfb623','9c6ef2b8e07ca42a37e4dc47f8dc84d347ec9d0d7d3a1ea6e3e4f6955a1b7d40');
INSERT INTO event VALUES(18,'2022-10-08T00:00:00','office','0201','import','afc3b700df7f0bbca1d2ef3f495c3e3f59e7fd96c23ca75ce05970989e34185a more.csv; 1.4 甲系 省外 2 2ec080e3c6de','ad31daf7be6bb3b4c457b9c137ef6beba9127946fb4d449675b0eeee4827bb03');
INSERT INTO event VALUES(19,'2022-10-08T00:00:00','office',NULL,'validate','8 errors, 1 to explain, 1 warnings','60ead615de7b59a10b827fcdf807e9706903ecc4f52b917f282a32439a497274');
INSERT INTO event VALUES(20,'2022-10-08T00:00:00','office',NULL,'validate','8 errors, 1 to explain, 1 warnings','d33628a2c4074f8956e467399ecae9a57eecf26c54e76edc7d87277a7c95b38e');
INSERT INTO event VALUES(21,'2022-10-09T00:00:00','office','0202','explain','f2a8bcd0e3264ff1: 双倍课时','58b16d813fff5816d48b7cb8435a9c07d947305016a8fe0b80d45c735328541e');
INSERT INTO event VALUES(22,'2022-10-09T00:00:00','office',NULL,'validate','8 errors, 0 to explain, 1 warnings','3746ed845095033f866b3d59c056cc4597fd6ff6a982dcdcbe178d75bbc76df6');
INSERT INTO event VALUES(23,'2022-10-09T00:00:00','office',NULL,'return','1.4 甲系（省外） department by 0102 日期不在本学年（C4）','aef9608262d389946111409530ac1db5771612e101bd3d98231b692454c5f4ef');
INSERT INTO event VALUES(24,'2022-10-09T00:00:00','office',NULL,'return','1.1 办公室 department 人数不对','1acd6c0b26a6c5c768bbd86a3a3f7c6710d70173c58aabb5ad257e67048643ba');
INSERT INTO event VALUES(25,'2022-10-09T00:00:00','office',NULL,'return','1.1 办公室（云端） department 人数不对','dd756bb36078c6dd655d7bd2f3a7855ecd79e8cf688b6fb0424450b4ade76749');
INSERT INTO event VALUES(26,'2022-10-10T00:00:00','office','0102','import','fe036dfc1416dadeeeaa75ebce035ece423a98b5809e0c1d251828e4ab20bbab d3.csv; 1.1 办公室 2 0759429f1121','5b61b29b4ed4766ece4b7722dcd4cccd1d41b4d7c57e279ceb74ceb848c8bd12');
INSERT INTO event VALUES(27,'2022-10-10T00:00:00','office',NULL,'import','17610b685e8a619e14dc28709f3d7008e6f6598ef0eaab42b9d3b471068bb271 cloud2.csv; 1.1 办公室 云端 1 392d528a28cd','915370c162e91f1839109237dd071c79a3ca1e5a6b473a94b28ebbae0cdf03ea');
INSERT INTO event VALUES(28,'2022-10-10T00:00:00','office',NULL,'validate','5 errors, 0 to explain, 1 warnings','ad5fe0f817a1e19d1ddcc7a35fe2d1ad223b98cf6386b0822a46c008953d908d');
INSERT INTO event VALUES(29,'2022-10-10T00:00:00','office',NULL,'approve','1.1 办公室 department by 0101 ','e391b79ac822476dabcb18dfee262209e0305f378180404efe400b06e9845dfc');
INSERT INTO event VALUES(30,'2022-10-10T00:00:00','office',NULL,'approve','1.1 办公室（云端） department by 0101 ','72e2bb3cc0871a7859cf9b3aee4c02a9bddddd19310b23862ca3e6b6dc7b0263');
INSERT INTO event VALUES(31,'2022-10-10T00:00:00','office',NULL,'approve','1.1 办公室 lead by 0103 ','c291828c30ad4c8358964e36180f50f15842f78bf132a11abadf725adaa8dee9');
INSERT INTO event VALUES(32,'2022-10-10T00:00:00','office',NULL,'approve','1.1 办公室（云端） lead by 0103 ','5987b623009995e6becb2cde9ff4ac86270173f2ab9757d44aa2a5493bbc7109');
INSERT INTO event VALUES(33,'2022-10-10T00:00:00','office',NULL,'approve','1.1 办公室 school by 0104 ','e1decea27dc8fe42cba70dd7924dfcf59438bdba251f6dd30ab9cacc75398ec6');
INSERT INTO event VALUES(34,'2022-10-10T00:00:00','office',NULL,'approve','1.1 办公室（云端） school by 0104 ','d54522da6c24996d92cbbcce351fa3cf7703b5551654a09569a35aa8a175d3e2');
INSERT INTO event VALUES(35,'2022-10-10T00:00:00','office','0101','approve','1.2 甲系 0202 department by 0101 ','bda01b9d169c5e6f316e01cffb7944f44313f1bfca8fee15c55e27603260659f');
INSERT INTO event VALUES(36,'2022-10-10T00:00:00','office',NULL,'approve','1.2 甲系 0202 lead by 0104 ','179783308a08092972691c646a831b1dc0d31c125c239e3d7738cfcd1f7d8a4c');
INSERT INTO event VALUES(37,'2022-10-10T00:00:00','office',NULL,'merge','3 rows, 0 conflicts','e4264e4b03ffbab4305c165425b331a693d5c5cc314640ff4bb7d957c9f90e61');
INSERT INTO event VALUES(38,'2022-10-10T00:00:00','office',NULL,'reopen','1.1 办公室 school by 0104 再核对一次','db2516c83a5d1a9ae2e8af9878dde0b5395941699587598da5c0621bd0b15256');
INSERT INTO event VALUES(39,'2022-10-10T00:00:00','office',NULL,'reopen','1.1 办公室（云端） school by 0104 再核对一次','cededf9c34570134471b3108140e196cc9bb8fc46db67a16a09bebd9a9235c16');
INSERT INTO event VALUES(40,'2022-10-24T00:00:00','office','0204','import','75de16fbcc50b4f3011f5f272f7b48fb51656d7dcb188687ffbffed30824435c late.csv; 1.2 甲系 0204 1 48c293d55f00; late: 晚了四天','0b739f84d526be66dfc7018ca39243304a5faf256f3f14607fac98e5803e57bf');
INSERT INTO event VALUES(41,'2022-10-24T00:00:00','office',NULL,'validate','5 errors, 0 to explain, 2 warnings','dfd43094c4fb4c63e8df5f30c8c0e64db813752d74446300bc97a2d462c689e3');
INSERT INTO event VALUES(42,'2022-10-24T00:00:00','office',NULL,'signoff','slice 6: 0101 通过','fa31dea37e98cfee62838a4c993d4e638585db9e0c9c299f2bcc7249c6188f2e');
INSERT INTO event VALUES(43,'2022-10-24T00:00:00','office',NULL,'import','02ed2cf02a821383b848dcdd701ec1eeeeeebc026625a998db3b4b0fd6c847b4 signed.xlsx; 1.4 办公室 省内 1 8deacf9f4570; late: 已审核','f6fc3c2f22edced65870bb4598f7189381e0ab82f9776ac49834d0b9798b194e');
INSERT INTO event VALUES(44,'2022-10-25T00:00:00','root',NULL,'import','3d55a3cc41e9038bbb23e5c97ee7dcb629b7daacb2dd9ee654c00c9cd15bdb97 sum.csv; 1.3 甲系 3 c597ccabfcbf; late: 补','ff4c956f3c5cd2b47b255a11b6c6a44ddca48937866c1520d73f80e6441a0661');
INSERT INTO event VALUES(45,'2022-10-25T00:00:00','root','0201','import','cfa8e7953a4bb9bc1f6725182605ee3913465df72ddb85c5ed13cfb7745e7dee more.csv; 1.4 甲系 省外 2 0d62e7a509fa; late: 改正','89162302eb44af30f3ca2e35a50117f3e52b010251a1ef4522d9d029a6c6dfd7');
INSERT INTO event VALUES(46,'2022-10-25T00:00:00','root',NULL,'validate','5 errors, 0 to explain, 2 warnings','5ea9d831d52bff78a3937c66837f97faa3e0dd4ec426c252a0d0f67e6a272ce4');
INSERT INTO event VALUES(47,'2022-10-25T00:00:00','root','0103','approve','1.1 办公室 department by 0103 ','8f89ad88f8a8135d9e32a283aa23ce2a3c5b2bc31a4bbf97b01833f0d4550f1c');
INSERT INTO event VALUES(48,'2022-10-25T00:00:00','root','0103','approve','1.1 办公室（云端） department by 0103 ','a783a054a18d7b48607aa543d22cf53f74fcc26c698821ebf734e4b99e47b75c');
INSERT INTO event VALUES(49,'2022-10-25T00:00:00','root','0101','approve','1.1 办公室 lead by 0101 ','3278490bcc374a05894d81aeac1d9ac9d653d1211d6e1e61b0bb1ab5a66d67c3');
INSERT INTO event VALUES(50,'2022-10-25T00:00:00','root','0101','approve','1.1 办公室（云端） lead by 0101 ','dbd7a54ea113403dbfe057d1ac5e3b9ee8c7fa3c86aa2559ed3b2e561667c629');
INSERT INTO event VALUES(51,'2022-10-25T00:00:00','root','0104','approve','1.1 办公室 school by 0104 ','36feaa5e0bc5bb2a2c3a1786779c79f163d32ffd88c0908d05f7bb14c90e1488');
INSERT INTO event VALUES(52,'2022-10-25T00:00:00','root','0104','approve','1.1 办公室（云端） school by 0104 ','02d7c7a4c96d25521f6087d64b0ac33a4bd723b2e0a39c91f494517fc4feb975');
INSERT INTO event VALUES(53,'2022-10-25T00:00:00','root','0104','approve','1.4 办公室（省内） department by 0104 ','9f983809f59dbdbcf82a42cd29571e01a08680ed3febe99e6a31bd0d4dbedaa0');
INSERT INTO event VALUES(54,'2022-10-25T00:00:00','root',NULL,'merge','3 rows, 0 conflicts','92bd2a780e24a82013f7d1286905e276d34772b09d38a112533a4206190d146c');
CREATE INDEX "i_1.1" ON "d_1.1" (_submission);
CREATE INDEX "j_1.1" ON "h_1.1" (_submission);
CREATE INDEX "k_1.1" ON "h_1.1" (_id);
CREATE INDEX "i_1.2" ON "d_1.2" (_submission);
CREATE INDEX "j_1.2" ON "h_1.2" (_submission);
CREATE INDEX "k_1.2" ON "h_1.2" (_id);
CREATE INDEX "i_1.3" ON "d_1.3" (_submission);
CREATE INDEX "j_1.3" ON "h_1.3" (_submission);
CREATE INDEX "k_1.3" ON "h_1.3" (_id);
CREATE INDEX "i_1.4" ON "d_1.4" (_submission);
CREATE INDEX "j_1.4" ON "h_1.4" (_submission);
CREATE INDEX "k_1.4" ON "h_1.4" (_id);
CREATE VIEW "部门表" AS SELECT _id AS _row, "部门号", "部门名称", "人数", "电话" FROM main."d_1.1";
CREATE VIEW "教师表" AS SELECT _id AS _row, "工号", "姓名", "性别", "出生日期", "部门号", "部门名称", "课酬" FROM main."d_1.2";
CREATE VIEW "统计表" AS SELECT _id AS _row, "部门号", "教师数" FROM main."d_1.3" WHERE _submission IN (SELECT id FROM main.submission WHERE kind = 'derived');
CREATE VIEW "荣誉表" AS SELECT _id AS _row, "序号", "名称", "获奖日期" FROM main."d_1.4";
CREATE INDEX submission_slice ON submission (slice, current);
CREATE INDEX submission_table ON submission (table_no, current);
CREATE INDEX cell_note_submission ON cell_note (submission, trouble);
CREATE INDEX finding_submission ON finding (submission, severity);
CREATE INDEX finding_fingerprint ON finding (fingerprint);
COMMIT;
